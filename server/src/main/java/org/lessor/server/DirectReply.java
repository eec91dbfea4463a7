package org.lessor.server;

import org.lessor.transport.Endpoint;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StationAddress;

/// A reply to a client that has no address yet.
///
/// @param interfaceIndex where the client is
/// @param source our address there
/// @param client the client's hardware address, which a frame can be sent to
/// @param destination the address that it is offered or given, and its port
/// @param reach whether the kernel has a route to that address on the interface
/// @param sent what counts it when it has left
/// @param payload the message
record DirectReply(
    int interfaceIndex,
    Ipv4 source,
    StationAddress client,
    Endpoint destination,
    Reach reach,
    Statistic sent,
    Bytes payload) {}
