package org.lessor.linux.icmp;

import org.lessor.linux.Ip4;

/// The answer to an echo request of ours (RFC 792).
///
/// @param from who answered
/// @param interfaceIndex of the interface that it came in by
/// @param sequence as in the request, 0 to 65535
/// @param token as in the request; 0 where the answer is too short to hold one
public record EchoReply(Ip4 from, int interfaceIndex, int sequence, long token) {}
