package org.lessor.linux.netlink;

/// Something that changed in the kernel's network settings.
public sealed interface RouteEvent {
  /// A link is new, or something of it changed; told also where nothing that [Link] shows did.
  record LinkChanged(Link link) implements RouteEvent {}

  /// A link is gone, from this namespace at least.
  record LinkRemoved(Link link) implements RouteEvent {}

  /// An address is new, or something of it changed.
  record AddressChanged(InterfaceAddress address) implements RouteEvent {}

  /// An address is gone.
  record AddressRemoved(InterfaceAddress address) implements RouteEvent {}

  /// A route is new, or something of it changed.
  record RouteChanged(Route route) implements RouteEvent {}

  /// A route is gone. The kernel does not tell of routes that go together with their interface.
  record RouteRemoved(Route route) implements RouteEvent {}

  /// A neighbour is new, or its state changed.
  record NeighbourChanged(Neighbour neighbour) implements RouteEvent {}

  /// A neighbour is gone.
  record NeighbourRemoved(Neighbour neighbour) implements RouteEvent {}

  /// Events came faster than they were read, and some are lost: what is known must be read anew.
  record Overrun() implements RouteEvent {}
}
