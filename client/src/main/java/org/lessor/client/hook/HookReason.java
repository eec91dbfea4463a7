package org.lessor.client.hook;

/// Why a hook runs: the variable `reason` of dhclient-script(8), by the same words.
public enum HookReason {
  /// The client is about to begin on the interface.
  PREINIT,
  /// A new lease is in use.
  BOUND,
  /// The lease was extended by the server that granted it.
  RENEW,
  /// The lease was extended by any server.
  REBIND,
  /// A remembered lease was confirmed (INIT-REBOOT).
  REBOOT,
  /// The lease is over: it ran out, a server refused it, or another host uses the address.
  EXPIRE,
  /// There was no lease within the time given.
  FAIL,
  /// The client ends and keeps its lease.
  STOP,
  /// The client ends and has given its lease back.
  RELEASE,
  /// No server answered, and a remembered lease that has not run out is used.
  TIMEOUT,
  /// The network interface was introduced to the client (Network Boot Interface).
  NBI
}
