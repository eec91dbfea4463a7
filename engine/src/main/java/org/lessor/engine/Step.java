package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.engine.expression.Expression;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// One thing that led to a decision, for people who ask why ([Policy#explain]).
public sealed interface Step {
  /// The client became a member of a class.
  ///
  /// @param name the class
  /// @param cause why
  record Assigned(String name, Cause cause) implements Step {}

  /// The test of a class was made.
  ///
  /// @param name the class
  /// @param test the expression
  /// @param outcome what came of it
  record Tested(String name, String test, Expression.Outcome outcome) implements Step {}

  /// The template of a class was evaluated.
  ///
  /// @param name the class
  /// @param template the expression
  /// @param value what it yielded, which may be nothing; empty where it could not be evaluated
  record Yielded(String name, String template, Optional<Bytes> value) implements Step {}

  /// What stands for the client identifier ([FlexId]) would be too long for one: the client keeps
  /// its own.
  ///
  /// @param bytes how long it would be
  /// @param mostBytes how long one may be
  record Overlong(int bytes, int mostBytes) implements Step {}

  /// Memberships by tests were taken back, because the classes of a reservation may change their
  /// outcome. The tests are made again.
  record Reconsidered() implements Step {}

  /// A subnet was looked for.
  ///
  /// @param by in what way
  /// @param key the address or the interface by which it was
  /// @param subnet what was found, among those that are open to the client
  record Located(By by, String key, Optional<Subnet> subnet) implements Step {}

  /// A subnet would have been right, but is not for this client.
  ///
  /// @param subnet the subnet
  /// @param by in what way it was found
  record Closed(Subnet subnet, By by) implements Step {}

  /// It was looked up what is reserved for the client.
  ///
  /// @param scope where
  /// @param found each, in the order in which they count
  record LookedUp(Scope scope, List<Reservation> found) implements Step {}

  /// An address was considered.
  ///
  /// @param address the address
  /// @param origin why this one
  /// @param subnet where it lies; empty where it lies in none that is open to the client
  /// @param pool likewise
  record Considered(
      Ipv4 address, Binding.Origin origin, Optional<Subnet> subnet, Optional<Pool> pool)
      implements Step {}

  /// An address could not be had: a limit left no room.
  ///
  /// @param address the address
  /// @param limit the limit
  record Limited(Ipv4 address, Limit.Reached limit) implements Step {}

  /// The packet counts against a limit of packets.
  ///
  /// @param limit the limit
  record Rated(Limit.Counted limit) implements Step {}

  /// Why a client is in a class.
  enum Cause {
    /// The name has a meaning of its own: ALL, KNOWN, UNKNOWN, BOOTP.
    BUILT_IN,
    /// Option 60.
    VENDOR_CLASS,
    /// Its test is true.
    TEST,
    /// Its template yielded something.
    TEMPLATE,
    /// A template yielded what it is named after.
    SPAWNED,
    /// A reservation says so.
    RESERVATION,
    /// A pool, subnet or network lists it as additional, and it has no test.
    ADDITIONAL
  }

  /// In what way a subnet is looked for.
  enum By {
    /// The link selection of a relay agent (RFC 3527).
    LINK_SELECTION,
    /// The subnet selection option (RFC 3011).
    SUBNET_SELECTION,
    /// The relay agents that subnets and networks name.
    RELAY_LIST,
    /// The address of the relay agent.
    GIADDR,
    /// The client's own address.
    CIADDR,
    /// The address that the message came from.
    SOURCE,
    /// The interface that subnets and networks name.
    INTERFACE,
    /// An address of the interface.
    INTERFACE_ADDRESS
  }

  /// Which reservations were looked up.
  enum Scope {
    /// Those of no subnet, before a subnet was chosen.
    GLOBAL,
    /// Those that count on the link of the client.
    LINK
  }
}
