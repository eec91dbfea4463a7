/// One port for packets in and out: Linux, plain NIO, simulated; with tracing, capture and faults
/// as decorators.
package org.lessor.transport;
