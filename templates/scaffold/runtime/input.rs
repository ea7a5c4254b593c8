//! Reads a request as one JSON value: path parameters, query and body together.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::failure::Failure;

/// A request of type `T`. Path and query give text; the path wins over the query, the query over the body.
pub struct Input<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let Query(query) = Query::<Vec<(String, String)>>::from_request_parts(&mut parts, state)
            .await
            .map_err(invalid)?;
        let path = RawPathParams::from_request_parts(&mut parts, state)
            .await
            .map_err(invalid)?;
        let body = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(invalid)?;
        let named = query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(&path);
        serde_json::from_value(merged(parsed(&body)?, named)?)
            .map(Self)
            .map_err(invalid)
    }
}

fn parsed(body: &[u8]) -> Result<Value, Failure> {
    if body.is_empty() {
        Ok(Value::Null)
    } else {
        serde_json::from_slice(body).map_err(invalid)
    }
}

fn merged<'a>(
    body: Value,
    named: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Value, Failure> {
    let named: Map<String, Value> = named
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    match body {
        body if named.is_empty() => Ok(body),
        Value::Null => Ok(Value::Object(named)),
        Value::Object(mut fields) => {
            fields.extend(named);
            Ok(Value::Object(fields))
        }
        _ => Err(Failure::Invalid(
            "the body is no object, so it cannot be combined with parameters".into(),
        )),
    }
}

fn invalid(reason: impl std::fmt::Display) -> Failure {
    Failure::Invalid(reason.to_string())
}
