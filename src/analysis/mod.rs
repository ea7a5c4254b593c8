//! Numbers about the call graph: depth, cycles, availability, latency, retries, timeouts. Never judges.
