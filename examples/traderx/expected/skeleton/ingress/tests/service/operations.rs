//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use ingress::generated::inbound::router;
use ingress::generated::outbound::{Addresses, Clients};
use ingress::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /`: all is well
    ("GET", "/", None, 200),
    // `ingress-application` down: the operation fails with it
    ("GET", "/", Some(("GET", "/web_front_end/")), 502),
    // `GET /account-service/account/`: all is well
    ("GET", "/account-service/account/", None, 200),
    // `ingress-list-accounts` down: the operation fails with it
    ("GET", "/account-service/account/", Some(("GET", "/account_service/account/")), 502),
    // `GET /account-service/accountuser/`: all is well
    ("GET", "/account-service/accountuser/", None, 200),
    // `ingress-list-account-users` down: the operation fails with it
    ("GET", "/account-service/accountuser/", Some(("GET", "/account_service/accountuser/")), 502),
    // `GET /people-service/People/GetMatchingPeople`: all is well
    ("GET", "/people-service/People/GetMatchingPeople", None, 200),
    // `ingress-find-people` down: the operation fails with it
    ("GET", "/people-service/People/GetMatchingPeople", Some(("GET", "/people_service/People/GetMatchingPeople")), 502),
    // `GET /people-service/People/GetPerson`: all is well
    ("GET", "/people-service/People/GetPerson", None, 200),
    // `ingress-get-person` down: the operation fails with it
    ("GET", "/people-service/People/GetPerson", Some(("GET", "/people_service/People/GetPerson")), 502),
    // `GET /position-service/positions/`: all is well
    ("GET", "/position-service/positions/", None, 200),
    // `ingress-list-all-positions` down: the operation fails with it
    ("GET", "/position-service/positions/", Some(("GET", "/position_service/positions/")), 502),
    // `GET /position-service/positions/{accountId}`: all is well
    ("GET", "/position-service/positions/1", None, 200),
    // `ingress-list-positions` down: the operation fails with it
    ("GET", "/position-service/positions/1", Some(("GET", "/position_service/positions/{accountId}")), 502),
    // `GET /position-service/trades/`: all is well
    ("GET", "/position-service/trades/", None, 200),
    // `ingress-list-all-trades` down: the operation fails with it
    ("GET", "/position-service/trades/", Some(("GET", "/position_service/trades/")), 502),
    // `GET /position-service/trades/{accountId}`: all is well
    ("GET", "/position-service/trades/1", None, 200),
    // `ingress-list-trades` down: the operation fails with it
    ("GET", "/position-service/trades/1", Some(("GET", "/position_service/trades/{accountId}")), 502),
    // `GET /reference-data/stocks`: all is well
    ("GET", "/reference-data/stocks", None, 200),
    // `ingress-list-stocks` down: the operation fails with it
    ("GET", "/reference-data/stocks", Some(("GET", "/reference_data/stocks")), 502),
    // `POST /account-service/account/`: all is well
    ("POST", "/account-service/account/", None, 200),
    // `ingress-add-account` down: the operation fails with it
    ("POST", "/account-service/account/", Some(("POST", "/account_service/account/")), 502),
    // `POST /account-service/accountuser/`: all is well
    ("POST", "/account-service/accountuser/", None, 200),
    // `ingress-add-account-user` down: the operation fails with it
    ("POST", "/account-service/accountuser/", Some(("POST", "/account_service/accountuser/")), 502),
    // `POST /trade-processor/tradeservice/order`: all is well
    ("POST", "/trade-processor/tradeservice/order", None, 200),
    // `ingress-book-directly` down: the operation fails with it
    ("POST", "/trade-processor/tradeservice/order", Some(("POST", "/trade_processor/tradeservice/order")), 502),
    // `POST /trade-service/trade/`: all is well
    ("POST", "/trade-service/trade/", None, 200),
    // `ingress-submit-trade` down: the operation fails with it
    ("POST", "/trade-service/trade/", Some(("POST", "/trade_service/trade/")), 502),
];

#[tokio::test]
async fn operations_do_what_is_declared_when_a_dependency_fails() {
    for (method, path, down, expected) in OPERATIONS {
        let request = Request::builder().method(*method).uri(*path);
        let request = request.body(Body::empty()).expect("the request is valid");
        let service = router(handlers(*down).await);
        let Ok(response) = service.oneshot(request).await;
        let status = response.status().as_u16();
        assert_eq!(status, *expected, "{method} {path} without {down:?}");
    }
}

async fn handlers(down: Option<Down>) -> Arc<Handlers> {
    let answer = move |method: &axum::http::Method, path: &str| {
        let fails = down.is_some_and(|(verb, pattern)| method == verb && fits(pattern, path));
        Some(if fails { 500 } else { 200 })
    };
    let double = Double::start(answer).await;
    let clients = Clients::connect(&addresses(&double)).expect("a client without TLS starts");
    Arc::new(Handlers::new(clients))
}

#[rustfmt::skip]
fn addresses(double: &Double) -> Addresses {
    Addresses {
        account_service: double.url("/account_service"),
        people_service: double.url("/people_service"),
        position_service: double.url("/position_service"),
        reference_data: double.url("/reference_data"),
        trade_processor: double.url("/trade_processor"),
        trade_service: double.url("/trade_service"),
        web_front_end: double.url("/web_front_end"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}
