/// One port for packets in and out: Linux, plain NIO, simulated; with tracing, capture and faults
/// as decorators.
///
/// | to | begin with |
/// |---|---|
/// | receive and send UDP payloads | [PacketPort] |
/// | serve interfaces that come and go | [ServerPort] |
/// | be a client without an address | [ClientPort] |
/// | run all of it in a test at virtual time | [SimulatedNetwork] |
/// | show or record what goes by | [TracingPort], [PcapngWriter] |
/// | lose, repeat and delay it | [FaultyPort] |
/// | know or say who has an address | [Neighbours], [EchoProbe] |
package org.lessor.transport;
