//! What becomes of each operation when one of its dependencies fails. Yours: written once, never overwritten.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use webapp::generated::inbound::router;
use webapp::generated::messages::deliver;
use webapp::generated::outbound::{Addresses, Clients};
use webapp::handlers::Handlers;

use super::double::Double;

/// Method and path of the interaction that fails, below a prefix for its callee; `{…}` stands for anything.
type Down = (&'static str, &'static str);

/// An operation, what is down, and the status its caller then gets.
#[rustfmt::skip]
const OPERATIONS: &[(&str, &str, Option<Down>, u16)] = &[
    // `GET /`: all is well
    ("GET", "/", None, 200),
    // `home-list-items` down: the operation fails with it
    ("GET", "/", Some(("GET", "/catalog_api/api/catalog/items")), 502),
    // `home-list-brands` down: the operation fails with it
    ("GET", "/", Some(("GET", "/catalog_api/api/catalog/catalogbrands")), 502),
    // `home-list-types` down: the operation fails with it
    ("GET", "/", Some(("GET", "/catalog_api/api/catalog/catalogtypes")), 502),
    // `home-get-basket` down: the operation fails with it
    ("GET", "/", Some(("POST", "/basket_api/GetBasket")), 502),
    // `home-get-basket-items` down: the operation fails with it
    ("GET", "/", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `GET /cart`: all is well
    ("GET", "/cart", None, 200),
    // `cart-get-basket` down: the operation fails with it
    ("GET", "/cart", Some(("POST", "/basket_api/GetBasket")), 502),
    // `cart-get-items` down: the operation fails with it
    ("GET", "/cart", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `GET /item/{id}`: all is well
    ("GET", "/item/1", None, 200),
    // `product-get-item` down: the operation fails with it
    ("GET", "/item/1", Some(("GET", "/catalog_api/api/catalog/items/{id}")), 502),
    // `product-get-basket` down: the operation fails with it
    ("GET", "/item/1", Some(("POST", "/basket_api/GetBasket")), 502),
    // `product-get-basket-items` down: the operation fails with it
    ("GET", "/item/1", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `GET /product-images/{id}`: all is well
    ("GET", "/product-images/1", None, 200),
    // `show-picture` down: the operation answers with less when it fails
    ("GET", "/product-images/1", Some(("GET", "/catalog_api/api/catalog/items/{id}/pic")), 200),
    // `GET /user/orders`: all is well
    ("GET", "/user/orders", None, 200),
    // `orders-list-orders` down: the operation fails with it
    ("GET", "/user/orders", Some(("GET", "/ordering_api/api/orders")), 502),
    // `orders-get-basket` down: the operation fails with it
    ("GET", "/user/orders", Some(("POST", "/basket_api/GetBasket")), 502),
    // `orders-get-basket-items` down: the operation fails with it
    ("GET", "/user/orders", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `POST /cart`: all is well
    ("POST", "/cart", None, 200),
    // `change-get-basket` down: the operation fails with it
    ("POST", "/cart", Some(("POST", "/basket_api/GetBasket")), 502),
    // `change-get-items` down: the operation fails with it
    ("POST", "/cart", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `change-update-basket` down: the operation fails with it
    ("POST", "/cart", Some(("POST", "/basket_api/UpdateBasket")), 502),
    // `POST /checkout`: all is well
    ("POST", "/checkout", None, 200),
    // `checkout-get-basket` down: the operation fails with it
    ("POST", "/checkout", Some(("POST", "/basket_api/GetBasket")), 502),
    // `checkout-get-items` down: the operation fails with it
    ("POST", "/checkout", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `checkout-create-order` down: the operation fails with it
    ("POST", "/checkout", Some(("POST", "/ordering_api/api/orders")), 502),
    // `checkout-delete-basket` down: the operation fails with it
    ("POST", "/checkout", Some(("POST", "/basket_api/DeleteBasket")), 502),
    // `POST /item/{id}`: all is well
    ("POST", "/item/1", None, 200),
    // `add-get-item` down: the operation fails with it
    ("POST", "/item/1", Some(("GET", "/catalog_api/api/catalog/items/{id}")), 502),
    // `add-get-basket` down: the operation fails with it
    ("POST", "/item/1", Some(("POST", "/basket_api/GetBasket")), 502),
    // `add-get-basket-items` down: the operation fails with it
    ("POST", "/item/1", Some(("GET", "/catalog_api/api/catalog/items/by")), 502),
    // `add-update-basket` down: the operation fails with it
    ("POST", "/item/1", Some(("POST", "/basket_api/UpdateBasket")), 502),
    // `sign in`: all is well
    ("POST", "/sign%20in", None, 200),
    // `sign-in` down: no `on-failure` is declared, so the operation fails with it
    ("POST", "/sign%20in", Some(("POST", "/identity_api/OpenID%20Connect")), 502),
];

/// A channel, what is down, and whether its message is then handled.
#[rustfmt::skip]
const MESSAGES: &[(&str, Option<Down>, bool)] = &[
    // `consume OrderStatusChangedToAwaitingValidation`: all is well
    ("OrderStatusChangedToAwaitingValidationIntegrationEvent", None, true),
    // `consume OrderStatusChangedToCancelled`: all is well
    ("OrderStatusChangedToCancelledIntegrationEvent", None, true),
    // `consume OrderStatusChangedToPaid`: all is well
    ("OrderStatusChangedToPaidIntegrationEvent", None, true),
    // `consume OrderStatusChangedToShipped`: all is well
    ("OrderStatusChangedToShippedIntegrationEvent", None, true),
    // `consume OrderStatusChangedToStockConfirmed`: all is well
    ("OrderStatusChangedToStockConfirmedIntegrationEvent", None, true),
    // `consume OrderStatusChangedToSubmitted`: all is well
    ("OrderStatusChangedToSubmittedIntegrationEvent", None, true),
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

#[tokio::test]
async fn messages_are_handled_as_declared_when_a_dependency_fails() {
    for (channel, down, handled) in MESSAGES {
        let outcome = deliver(&*handlers(*down).await, channel, serde_json::json!({})).await;
        let label = format!("{channel} without {down:?}: {outcome:?}");
        assert_eq!(outcome.is_ok(), *handled, "{label}");
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
        basket_api: double.url("/basket_api"),
        catalog_api: double.url("/catalog_api"),
        identity_api: double.url("/identity_api"),
        ordering_api: double.url("/ordering_api"),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let parts = || pattern.split('/').zip(path.split('/'));
    pattern.matches('/').count() == path.matches('/').count()
        && parts().all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}
