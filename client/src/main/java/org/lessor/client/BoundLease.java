package org.lessor.client;

import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.Lease;

/// A lease in use on an interface.
///
/// @param lease the lease: what the server sent is `lease.terms().message()`
/// @param configuration what the interface has for it
public record BoundLease(Lease lease, LinkConfiguration configuration) {}
