package org.lessor.lab.peer;

import java.time.Instant;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A lease as it stands in a server's lease file.
///
/// @param address the address that is leased
/// @param hardwareAddress the client's address
/// @param expires when the lease ends
public record RecordedLease(Ipv4 address, HardwareAddress hardwareAddress, Instant expires) {}
