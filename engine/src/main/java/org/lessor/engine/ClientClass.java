package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.lessor.engine.expression.Expression;

/// A class of clients, and what its members are told (Kea: client-classes).
///
/// @param name by which others refer to it
/// @param test who belongs to it by what its packet says
/// @param moment when the test is made
/// @param options options set for its members
/// @param boot fields for the bootstrap of its members, in place of what subnets say
/// @param lifetimes how long leases of its members hold, in place of what subnets say
/// @param offerHoldSeconds how long offers to its members hold, at least 1, in place of what
///   subnets say
/// @param userContext JSON text that the operator put there, which hooks read; empty for none
public record ClientClass(
    String name,
    Test test,
    Moment moment,
    List<ConfiguredOption> options,
    BootFields boot,
    Optional<Lifetimes> lifetimes,
    OptionalLong offerHoldSeconds,
    String userContext) {
  /// Every packet belongs to it.
  public static final String ALL = "ALL";

  /// Clients for which something is reserved belong to it, once that is looked up.
  public static final String KNOWN = "KNOWN";

  /// All others belong to it, once that is looked up.
  public static final String UNKNOWN = "UNKNOWN";

  /// BOOTP clients belong to it.
  public static final String BOOTP = "BOOTP";

  /// Packets that get no answer and change nothing.
  public static final String DROP = "DROP";

  /// Clients that get no address: no offer, and a DHCPNAK.
  public static final String REJECT = "REJECT";

  /// Followed by the text of option 60: the class of all packets with that text.
  public static final String VENDOR_CLASS_PREFIX = "VENDOR_CLASS_";

  /// Followed by the name of a class with a [Test.Template], `_` and what that yields.
  public static final String SPAWN_PREFIX = "SPAWN_";

  /// Copies the list. Throws [IllegalArgumentException] if there is no name or offers would hold
  /// for no time.
  public ClientClass {
    if (name.isEmpty() || (offerHoldSeconds.isPresent() && offerHoldSeconds.getAsLong() < 1)) {
      throw new IllegalArgumentException("class without name or time: " + name);
    }
    options = List.copyOf(options);
  }

  /// A class without a test of which nothing else is said.
  public static ClientClass of(String name) {
    return new ClientClass(
        name,
        Test.None.NONE,
        Moment.AT_ONCE,
        List.of(),
        BootFields.NONE,
        Optional.empty(),
        OptionalLong.empty(),
        "");
  }

  /// Who belongs to a class.
  public sealed interface Test {
    /// The classes that it asks for, by name.
    default Set<String> memberships() {
      return switch (this) {
        case None _ -> Set.of();
        case Condition(Expression.Condition condition) -> condition.memberships();
        case Template(Expression.Text text) -> text.memberships();
      };
    }

    /// Nobody by what it says: the built-in meaning of the name, a reservation, or being listed in
    /// [ClassRules#additional] makes members.
    enum None implements Test {
      /// The only one.
      NONE
    }

    /// Whoever the expression is true of (Kea: test).
    ///
    /// @param condition the expression
    record Condition(Expression.Condition condition) implements Test {}

    /// Whoever the expression yields bytes for, and these belong to a further class that is named
    /// after them (Kea: template-test).
    ///
    /// @param text the expression
    record Template(Expression.Text text) implements Test {}
  }

  /// When the test of a class is made.
  public enum Moment {
    /// Before a subnet is chosen; or, where it depends on [#KNOWN] or [#UNKNOWN], as soon as that
    /// can be.
    AT_ONCE,
    /// When an address is chosen, and only where [ClassRules#additional] names it (Kea:
    /// only-in-additional-list).
    IF_ADDITIONAL
  }

  /// This class with that test.
  public ClientClass withTest(Test value) {
    return changed(draft -> draft.test = value);
  }

  /// This class with its test made at that moment.
  public ClientClass withMoment(Moment value) {
    return changed(draft -> draft.moment = value);
  }

  /// This class with other options.
  public ClientClass withOptions(List<ConfiguredOption> value) {
    return changed(draft -> draft.options = value);
  }

  /// This class with other boot fields.
  public ClientClass withBoot(BootFields value) {
    return changed(draft -> draft.boot = value);
  }

  /// This class with those lifetimes.
  public ClientClass withLifetimes(Optional<Lifetimes> value) {
    return changed(draft -> draft.lifetimes = value);
  }

  /// This class with offers that hold for so many seconds.
  public ClientClass withOfferHoldSeconds(OptionalLong value) {
    return changed(draft -> draft.offerHoldSeconds = value);
  }

  /// This class with that JSON text for hooks.
  public ClientClass withUserContext(String value) {
    return changed(draft -> draft.userContext = value);
  }

  private ClientClass changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private final String name;
    private Test test;
    private Moment moment;
    private List<ConfiguredOption> options;
    private BootFields boot;
    private Optional<Lifetimes> lifetimes;
    private OptionalLong offerHoldSeconds;
    private String userContext;

    Draft(ClientClass from) {
      name = from.name;
      test = from.test;
      moment = from.moment;
      options = from.options;
      boot = from.boot;
      lifetimes = from.lifetimes;
      offerHoldSeconds = from.offerHoldSeconds;
      userContext = from.userContext;
    }

    ClientClass made() {
      return new ClientClass(
          name, test, moment, options, boot, lifetimes, offerHoldSeconds, userContext);
    }
  }
}
