package org.lessor.transport;

/// What a port did since it was opened. Every packet that reached it and was not handed out is in
/// one of these counts, except for those that the kernel did not tell about.
///
/// @param received packets handed out by [PacketPort#receive]
/// @param droppedByKernel packets lost because they came faster than they were received
/// @param notForUs packets for an address that the port was told not to serve
/// @param tagged frames of another VLAN, seen on the parent interface
/// @param malformed frames whose IP or UDP header or checksum was wrong
/// @param receiveErrors receive calls that failed, such as after an interface went down
/// @param sent packets that left
/// @param refused packets that could not be sent
public record PortCounts(
    long received,
    long droppedByKernel,
    long notForUs,
    long tagged,
    long malformed,
    long receiveErrors,
    long sent,
    long refused) {}
