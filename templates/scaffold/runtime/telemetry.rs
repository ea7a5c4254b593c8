//! Logs and traces: what is written, where spans go, and how a trace crosses from one process into the next.
//! Never records a metric.
//!
//! Logs go to standard output, filtered by `RUST_LOG` (default `info`), as JSON with `LOG_FORMAT=json`. Spans go to an
//! OTLP collector where `OTEL_EXPORTER_OTLP_ENDPOINT` names one; without it they are only passed on, so that a trace
//! does not break at this service. Headers are those of W3C Trace Context.

use std::collections::BTreeMap;
use std::env;

use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// Why nothing can be logged or traced.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// `RUST_LOG` is wrong.
    #[error("RUST_LOG cannot be understood: {0}")]
    Filter(#[from] ParseError),
    /// `LOG_FORMAT` is wrong.
    #[error("LOG_FORMAT is `{0}`; write `text` or `json`")]
    Format(String),
    /// The collector's address is wrong.
    #[error("OTEL_EXPORTER_OTLP_ENDPOINT cannot be used: {0}")]
    Exporter(#[from] ExporterBuildError),
    /// Somebody else has set up logging in this process.
    #[error("logging is already set up: {0}")]
    Taken(#[from] TryInitError),
}

/// What has to be told when the process stops.
#[derive(Debug)]
#[must_use = "spans that are not flushed are lost"]
pub struct Telemetry {
    provider: SdkTracerProvider,
}

impl Telemetry {
    /// Sends the spans that are still here. Waits for the collector, at most for the exporter's own timeout.
    pub fn stop(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "the last spans were not sent");
        }
    }
}

/// Sets up logs and traces of this process. Needs a tokio runtime where spans are sent.
///
/// # Errors
/// When an environment variable is wrong, or it was set up before.
pub fn start(service: &str) -> Result<Telemetry, TelemetryError> {
    let filter = match env::var("RUST_LOG") {
        Ok(directives) if !directives.is_empty() => EnvFilter::try_new(directives)?,
        _ => EnvFilter::new("info"),
    };
    let provider = provider(service)?;
    let traces = tracing_opentelemetry::layer().with_tracer(provider.tracer(service.to_owned()));
    let logs = match env::var("LOG_FORMAT").as_deref() {
        Err(_) | Ok("" | "text") => tracing_subscriber::fmt::layer().boxed(),
        Ok("json") => tracing_subscriber::fmt::layer()
            .json()
            .flatten_event(true)
            .boxed(),
        Ok(other) => return Err(TelemetryError::Format(other.to_owned())),
    };
    tracing_subscriber::registry()
        .with(traces)
        .with(logs)
        .with(filter)
        .try_init()?;
    Ok(Telemetry { provider })
}

fn provider(service: &str) -> Result<SdkTracerProvider, TelemetryError> {
    let resource = match env::var("OTEL_SERVICE_NAME") {
        Ok(name) if !name.is_empty() => Resource::builder(),
        _ => Resource::builder().with_service_name(service.to_owned()),
    };
    let provider = SdkTracerProvider::builder().with_resource(resource.build());
    let collector = [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    ];
    let sends = collector
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    if !sends {
        return Ok(provider.build());
    }
    let exporter = SpanExporter::builder().with_tonic().build()?;
    Ok(provider.with_batch_exporter(exporter).build())
}

/// Writes the current trace into headers of a request. gRPC metadata are headers: `metadata.as_mut()`.
pub fn inject(headers: &mut HeaderMap) {
    let context = Span::current().context();
    TraceContextPropagator::new().inject_context(&context, &mut Headers(headers));
}

/// Makes a new span a part of the trace that a request came with. Without such headers the span begins a trace.
pub fn follow(span: &Span, headers: &HeaderMap) {
    let context = TraceContextPropagator::new().extract(&Incoming(headers));
    // Refused where no trace layer is set up, in tests for example: there is nothing to follow then.
    let _ = span.set_parent(context);
}

/// Writes the current trace into headers of a message.
pub fn inject_message(headers: &mut BTreeMap<String, String>) {
    let context = Span::current().context();
    TraceContextPropagator::new().inject_context(&context, &mut MessageHeaders(headers));
}

/// Makes a new span a part of the trace in which a message was published.
pub fn follow_message(span: &Span, headers: &BTreeMap<String, String>) {
    let context = TraceContextPropagator::new().extract(&IncomingMessage(headers));
    let _ = span.set_parent(context);
}

struct Headers<'a>(&'a mut HeaderMap);

impl Injector for Headers<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(name), Ok(value)) = (key.parse::<HeaderName>(), HeaderValue::try_from(value)) {
            self.0.insert(name, value);
        }
    }
}

struct Incoming<'a>(&'a HeaderMap);

impl Extractor for Incoming<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}

struct MessageHeaders<'a>(&'a mut BTreeMap<String, String>);

impl Injector for MessageHeaders<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }
}

struct IncomingMessage<'a>(&'a BTreeMap<String, String>);

impl Extractor for IncomingMessage<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::Registry;

    const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    fn traced(test: impl FnOnce()) {
        let provider = SdkTracerProvider::builder().build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        tracing::subscriber::with_default(Registry::default().with(layer), test);
    }

    #[test]
    fn a_trace_passes_through_without_a_collector() {
        traced(|| {
            let arrived = HeaderMap::from_iter([(
                HeaderName::from_static("traceparent"),
                HeaderValue::from_static(PARENT),
            )]);
            let span = tracing::info_span!("request");
            follow(&span, &arrived);
            let (mut sent, mut message) = (HeaderMap::new(), BTreeMap::new());
            span.in_scope(|| {
                inject(&mut sent);
                inject_message(&mut message);
            });
            let sent = sent["traceparent"].to_str().expect("text");
            assert!(
                sent.starts_with("00-0af7651916cd43dd8448eb211c80319c-"),
                "{sent}"
            );
            assert_ne!(sent, PARENT, "the next service is a child of this one");
            assert_eq!(message["traceparent"], sent);

            let handled = tracing::info_span!("message");
            follow_message(&handled, &message);
            let mut onward = HeaderMap::new();
            handled.in_scope(|| inject(&mut onward));
            let onward = onward["traceparent"].to_str().expect("text");
            assert!(
                onward.starts_with("00-0af7651916cd43dd8448eb211c80319c-"),
                "{onward}"
            );
        });
    }

    #[test]
    fn a_request_without_a_trace_begins_one() {
        traced(|| {
            let span = tracing::info_span!("request");
            follow(&span, &HeaderMap::new());
            let mut sent = HeaderMap::new();
            span.in_scope(|| inject(&mut sent));
            assert!(sent.contains_key("traceparent"));
        });
    }
}
