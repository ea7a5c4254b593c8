//! OpenAPI 3.1: the HTTP operations of a service. Never lists what is served over gRPC; its contract is the `.proto`.

use super::super::hybrid;
use super::super::name::pascal;
use super::super::names::Named;
use super::super::plan::{Cause, Plan, Trigger};
use super::super::route::Route;
use super::super::text::{code, plain};
use super::{headers, info, origins, schema, sentences};
use crate::architecture::InteractionId;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The document, in the order in which people read it.
#[derive(Serialize)]
pub(super) struct OpenApi {
    openapi: &'static str,
    info: Value,
    servers: Value,
    tags: Value,
    paths: BTreeMap<String, Map<String, Value>>,
    components: Value,
}

/// One operation with everything its description needs.
struct Operation<'a> {
    plan: &'a Plan<'a>,
    trigger: &'a Trigger,
    route: &'a Route,
    ident: &'a str,
    hybrid: bool,
}

pub(super) fn document(plan: &Plan, named: &Named) -> OpenApi {
    let mut paths = health();
    let mut schemas = shared();
    for (trigger, ident) in plan.triggers.iter().zip(&named.triggers) {
        let Cause::Request(route) = &trigger.cause else { continue };
        if !over_http(plan, trigger) {
            continue;
        }
        let hybrid = trigger.arrives_by.iter().any(|id| hybrid::is_hybrid(plan, *id));
        let operation = Operation { plan, trigger, route, ident, hybrid };
        operation.describe(&mut paths);
        operation.schemas(&mut schemas);
    }
    OpenApi {
        openapi: "3.1.1",
        info: info(plan, "The operations that others call over HTTP. Payloads are placeholders."),
        servers: json!([{
            "url": "http://{host}:{port}",
            "variables": { "host": { "default": "127.0.0.1" }, "port": { "default": "8080" } },
        }]),
        tags: json!([
            { "name": "operations", "description": "What the service does for others." },
            { "name": "state", "description": "How the service is." },
        ]),
        paths,
        components: json!({ "parameters": headers::parameters(), "responses": responses(), "schemas": schemas }),
    }
}

/// Somebody calls it over HTTP, or nobody says how.
fn over_http(plan: &Plan, trigger: &Trigger) -> bool {
    let grpc = |id: &InteractionId| super::super::part::is_grpc(plan, *id);
    trigger.arrives_by.is_empty() || !trigger.arrives_by.iter().all(grpc)
}

impl Operation<'_> {
    fn describe(&self, paths: &mut BTreeMap<String, Map<String, Value>>) {
        let mut operation = json!({
            "operationId": self.ident,
            "summary": plain(&self.trigger.label, 120),
            "description": self.description(),
            "tags": ["operations"],
            "parameters": self.parameters(),
            "responses": self.responses(),
            "x-interactions": origins(self.plan, &self.trigger.arrives_by),
        });
        if self.has_body() {
            operation["requestBody"] = json!({
                "content": { "application/json": { "schema": schema::component("schemas", &self.request()) } },
            });
        }
        paths.entry(self.route.path()).or_default().insert(self.route.method.to_lowercase(), operation);
        if self.hybrid {
            paths
                .entry(format!("{}/{{id}}", self.status_path()))
                .or_default()
                .insert("get".into(), self.status());
        }
    }

    fn schemas(&self, schemas: &mut Map<String, Value>) {
        let label = code(&self.trigger.label);
        let request = schema::request(&format!("The request of {label}."), self.route);
        schemas.insert(self.request(), request);
        if !self.hybrid {
            schemas.insert(self.response(), schema::anything(&format!("The answer of {label}.")));
        }
    }

    fn request(&self) -> String {
        format!("{}Request", pascal(self.ident))
    }

    fn response(&self) -> String {
        format!("{}Response", pascal(self.ident))
    }

    fn has_body(&self) -> bool {
        matches!(self.route.method, "POST" | "PUT" | "PATCH")
    }

    fn status_path(&self) -> String {
        hybrid::status_path(self.plan, self.ident)
    }

    fn description(&self) -> String {
        let mut lines = sentences(self.plan, &self.trigger.arrives_by);
        if lines.is_empty() {
            lines.push("No interaction arrives here; a journey, or the `during` of a call, names it.".into());
        }
        lines.join("\n\n")
    }

    fn parameters(&self) -> Vec<Value> {
        let in_path = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let mut parameters: Vec<_> = self.route.parameters().into_iter().map(in_path).collect();
        if !self.has_body() {
            parameters.push(json!({
                "name": "query", "in": "query", "required": false, "style": "form", "explode": true,
                "description": "The other fields of the request.",
                "schema": { "type": "object", "additionalProperties": { "type": "string" } },
            }));
        }
        let keyed = |id: &InteractionId| {
            self.plan.interaction(*id).declared.idempotency_key.is_some_and(|key| key.value)
        };
        if self.trigger.arrives_by.iter().any(keyed) {
            parameters.push(schema::component("parameters", "IdempotencyKey"));
        }
        parameters.push(schema::component("parameters", "Deadline"));
        parameters.push(schema::component("parameters", "Trace"));
        parameters
    }

    fn responses(&self) -> Value {
        let mut responses = Map::new();
        if self.hybrid {
            responses.insert("202".into(), self.accepted());
        } else {
            let answer = schema::component("schemas", &self.response());
            let what = json!({
                "description": "Done.",
                "content": { "application/json": { "schema": answer } },
            });
            responses.insert("200".into(), what);
        }
        let failures = [
            ("400", "Invalid"),
            ("404", "Unknown"),
            ("409", "Conflict"),
            ("500", "Internal"),
            ("502", "Dependency"),
            ("503", "Full"),
            ("504", "Late"),
        ];
        for (status, name) in failures {
            responses.insert(status.into(), schema::component("responses", name));
        }
        Value::Object(responses)
    }

    fn accepted(&self) -> Value {
        json!({
            "description": format!(
                "Accepted: what must happen at once has happened, the rest is stored and follows. `{}/{{id}}` tells.",
                self.status_path()
            ),
            "headers": {
                "Location": { "description": "The status resource.", "schema": { "type": "string", "format": "uri-reference" } },
                "Retry-After": { "description": "Seconds until it is worth asking.", "schema": { "type": "integer", "minimum": 0 } },
            },
            "content": { "application/json": { "schema": schema::component("schemas", "Accepted") } },
        })
    }

    fn status(&self) -> Value {
        json!({
            "operationId": format!("{}_status", self.ident),
            "summary": format!("What became of {}", plain(&self.trigger.label, 120)),
            "tags": ["operations"],
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
                schema::component("parameters", "Trace"),
            ],
            "responses": {
                "200": {
                    "description": "How far it is.",
                    "content": { "application/json": { "schema": schema::component("schemas", "Status") } },
                },
                "404": schema::component("responses", "Unknown"),
                "503": schema::component("responses", "Full"),
            },
            "x-interactions": origins(self.plan, &self.trigger.arrives_by),
        })
    }
}

/// What every service answers about itself.
fn health() -> BTreeMap<String, Map<String, Value>> {
    let get = |operation: Value| Map::from_iter([("get".to_owned(), operation)]);
    let state = |id: &str, summary: &str, responses: Value| {
        get(json!({ "operationId": id, "summary": summary, "tags": ["state"], "responses": responses }))
    };
    let health = json!({ "application/json": { "schema": schema::component("schemas", "Health") } });
    let ready = json!({
        "200": { "description": "It serves; `degraded` where a soft dependency is down.", "content": health },
        "503": { "description": "A hard dependency is down.", "content": health },
    });
    let metrics = json!({
        "200": { "description": "Prometheus's text format.", "content": { "text/plain": { "schema": { "type": "string" } } } },
    });
    BTreeMap::from([
        (
            "/health/live".into(),
            state("health_live", "The process runs", json!({ "200": { "description": "It does." } })),
        ),
        ("/health/ready".into(), state("health_ready", "The service can do its work", ready)),
        ("/metrics".into(), state("metrics", "Numbers for Prometheus", metrics)),
    ])
}

/// The schemas that no operation brings.
fn shared() -> Map<String, Value> {
    let words = |words: &[&str]| json!({ "type": "string", "enum": words });
    let id = json!({ "type": "string", "format": "uuid" });
    let state = words(&["pending", "completed", "failed", "compensated"]);
    let estimate = json!({
        "type": "string", "format": "date-time",
        "description": "Left out where nobody declared how long the steps take, and at the end.",
    });
    let states = ["waiting", "due", "sent", "completed", "failed", "skipped", "undoing", "undone", "stuck"];
    let step = json!({
        "type": "object",
        "required": ["id", "state"],
        "properties": { "id": { "type": "string" }, "state": words(&states) },
    });
    let schemas = json!({
        "Error": {
            "type": "object",
            "required": ["error"],
            "properties": { "error": { "type": "string", "description": "The reason, as far as it concerns the caller." } },
        },
        "Health": { "type": "object", "additionalProperties": true },
        "Accepted": {
            "type": "object",
            "required": ["id", "status"],
            "properties": { "id": id, "status": state, "estimated_completion": estimate },
        },
        "Status": {
            "type": "object",
            "required": ["id", "operation", "status", "steps"],
            "properties": {
                "id": id,
                "operation": { "type": "string" },
                "status": state,
                "estimated_completion": estimate,
                "reason": { "type": "string", "description": "Why it failed, where that concerns the caller." },
                "steps": { "type": "array", "items": step },
            },
        },
    });
    let Value::Object(schemas) = schemas else { unreachable!("the literal above is an object") };
    schemas
}

fn responses() -> Value {
    let error = json!({ "application/json": { "schema": schema::component("schemas", "Error") } });
    let response = |description: &str| json!({ "description": description, "content": error });
    json!({
        "Invalid": response("The request makes no sense; the reason says why. Repeating it changes nothing."),
        "Unknown": response("What is asked for does not exist."),
        "Conflict": response("The request contradicts the present state."),
        "Internal": response("The service failed."),
        "Dependency": response("A service that is needed for the answer failed."),
        "Full": response("The service, or one that it needs, takes no more requests at the moment; nothing was done."),
        "Late": response("The time for the answer is over; whether anything was done is not known."),
    })
}
