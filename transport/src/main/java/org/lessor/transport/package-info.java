/// One port for packets in and out: Linux, plain NIO, simulated; with tracing, capture and faults
/// as decorators.
///
/// | to | begin with |
/// |---|---|
/// | receive and send UDP payloads | [org.lessor.transport.PacketPort] |
/// | serve interfaces that come and go | [org.lessor.transport.ServerPort] |
/// | be a client without an address | [org.lessor.transport.ClientPort] |
/// | run all of it in a test at virtual time | [org.lessor.transport.SimulatedNetwork] |
/// | show or record what goes by | [org.lessor.transport.TracingPort], [org.lessor.transport.PcapngWriter] |
/// | lose, repeat and delay it | [org.lessor.transport.FaultyPort] |
/// | know or say who has an address | [org.lessor.transport.Neighbours], [org.lessor.transport.EchoProbe] |
package org.lessor.transport;
