package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.engine.expression.ConditionIndex;
import org.lessor.engine.expression.Expression;
import org.lessor.wire.Bytes;

/// All classes that some settings mention, by number, and the tests that make members of them.
/// Immutable.
///
/// Only mentioned classes have numbers: of what a client may be by its vendor class or by a
/// template, nothing else can make a difference to an answer.
final class ClassTable {
  static final int ALL = 0;
  static final int KNOWN = 1;
  static final int UNKNOWN = 2;
  static final int DROP = 3;
  static final int REJECT = 4;

  private static final List<String> FIXED =
      List.of(
          ClientClass.ALL,
          ClientClass.KNOWN,
          ClientClass.UNKNOWN,
          ClientClass.DROP,
          ClientClass.REJECT);

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Optional<ClientClass>> definitions = new ArrayList<>();
  private final Map<Integer, Tested> tests = new HashMap<>();
  private final Round early;
  private final Round late;
  private final Map<Bytes, List<Integer>> vendorClasses;
  private final boolean trivial;
  private final boolean setsOptions;
  private final boolean setsBoot;
  private final boolean setsTimes;
  private final boolean kept;
  private final Membership known;
  private final Membership unknown;

  /// A class with a test.
  ///
  /// @param id its number
  /// @param definition what is said of it
  /// @param spawned the numbers of the classes that a template makes, by the bytes that it yields
  record Tested(int id, ClientClass definition, Map<Bytes, List<Integer>> spawned) {
    private Optional<Expression.Condition> condition() {
      return definition.test() instanceof ClientClass.Test.Condition(var condition)
          ? Optional.of(condition)
          : Optional.empty();
    }
  }

  /// Tests that are made one after the other.
  ///
  /// @param tests in their order
  /// @param index which of them can come to anything
  record Round(List<Tested> tests, ConditionIndex index) {
    private static Round of(List<Tested> tests) {
      return new Round(
          List.copyOf(tests), ConditionIndex.of(tests.stream().map(Tested::condition).toList()));
    }
  }

  ClassTable(Settings settings) {
    FIXED.forEach(this::number);
    for (ClientClass each : settings.classes()) {
      definitions.set(number(each.name()), Optional.of(each));
    }
    settings.classes().forEach(each -> each.test().memberships().forEach(this::number));
    settings.classes().forEach(each -> note(each.options()));
    note(settings.options());
    settings.reservations().forEach(this::note);
    settings
        .hooks()
        .flexId()
        .ifPresent(flexId -> flexId.identifier().memberships().forEach(this::number));
    settings.hooks().limits().ifPresent(limits -> limits.classes().keySet().forEach(this::number));
    for (OptionAction action : settings.hooks().optionActions()) {
      action.classes().forEach(this::number);
      switch (action.change()) {
        case OptionAction.Change.Add add -> add.value().memberships().forEach(this::number);
        case OptionAction.Change.Supersede(var value, _) ->
            value.memberships().forEach(this::number);
        case OptionAction.Change.Remove(var condition) ->
            condition.memberships().forEach(this::number);
      }
    }
    for (Network network : settings.networks()) {
      note(network.classes());
      note(network.options());
      for (Subnet subnet : network.subnets()) {
        note(subnet.classes());
        note(subnet.options());
        subnet.reservations().forEach(this::note);
        for (Pool pool : subnet.pools()) {
          note(pool.classes());
          note(pool.options());
        }
      }
    }
    vendorClasses = named(ClientClass.VENDOR_CLASS_PREFIX);
    List<Tested> before = new ArrayList<>();
    List<Tested> after = new ArrayList<>();
    sortTests(settings.classes(), before, after);
    early = Round.of(before);
    late = Round.of(after);
    List<ClientClass> defined = settings.classes();
    trivial = defined.isEmpty() && names.size() == FIXED.size();
    setsOptions = defined.stream().anyMatch(each -> !each.options().isEmpty());
    setsBoot = defined.stream().anyMatch(each -> !each.boot().equals(BootFields.NONE));
    setsTimes =
        defined.stream()
            .anyMatch(each -> each.lifetimes().isPresent() || each.offerHoldSeconds().isPresent());
    kept = settings.hooks().limits().isPresent();
    known = new Membership(this, new int[] {ALL, KNOWN}, List.of());
    unknown = new Membership(this, new int[] {ALL, UNKNOWN}, List.of());
  }

  private void note(ClassRules rules) {
    rules.guards().forEach(this::number);
    rules.additional().forEach(this::number);
  }

  private void note(Reservation reservation) {
    reservation.classes().forEach(this::number);
    note(reservation.options());
  }

  private void note(List<ConfiguredOption> options) {
    for (ConfiguredOption option : options) {
      option.classes().forEach(this::number);
    }
  }

  private int number(String name) {
    Integer known = ids.putIfAbsent(name, names.size());
    if (known != null) {
      return known;
    }
    names.add(name);
    definitions.add(Optional.empty());
    return names.size() - 1;
  }

  /// Tests go into two rounds: before and after it is looked up whether the client is known.
  private void sortTests(List<ClientClass> classes, List<Tested> before, List<Tested> after) {
    Set<String> dependent = new HashSet<>(List.of(ClientClass.KNOWN, ClientClass.UNKNOWN));
    for (ClientClass each : classes) {
      boolean waits = each.test().memberships().stream().anyMatch(dependent::contains);
      if (waits) {
        dependent.add(each.name());
      }
      Map<Bytes, List<Integer>> spawned =
          each.test() instanceof ClientClass.Test.Template
              ? named(ClientClass.SPAWN_PREFIX + each.name() + "_")
              : Map.of();
      if (each.test() == ClientClass.Test.None.NONE) {
        continue;
      }
      Tested tested = new Tested(idOf(each.name()), each, spawned);
      tests.put(tested.id(), tested);
      switch (each.moment()) {
        case AT_ONCE -> (waits ? after : before).add(tested);
        case IF_ADDITIONAL -> {
          // Asked for by places only.
        }
      }
    }
  }

  /// The numbers of the names that begin in that way, by the bytes that the rest stands for: as it
  /// is, and with `%` and two digits for bytes that names should not have.
  private Map<Bytes, List<Integer>> named(String prefix) {
    Map<Bytes, List<Integer>> found = new HashMap<>();
    for (int id = 0; id < names.size(); id++) {
      String name = names.get(id);
      if (name.startsWith(prefix)) {
        String rest = name.substring(prefix.length());
        Bytes plain = Bytes.ofText(rest);
        Bytes unescaped = ClassNames.unescape(rest);
        found.computeIfAbsent(plain, _ -> new ArrayList<>(1)).add(id);
        if (!unescaped.equals(plain)) {
          found.computeIfAbsent(unescaped, _ -> new ArrayList<>(1)).add(id);
        }
      }
    }
    return found;
  }

  /// The number of a class that the settings mention.
  int idOf(String name) {
    int id = find(name);
    if (id < 0) {
      throw new AssertionError("no number for class " + name);
    }
    return id;
  }

  /// The number of the class; -1 where the settings do not mention it.
  int find(String name) {
    Integer id = ids.get(name);
    return id == null ? -1 : id;
  }

  String name(int id) {
    return names.get(id);
  }

  /// What is said of that class, if anything is.
  Optional<ClientClass> definition(int id) {
    return definitions.get(id);
  }

  /// Whether nothing depends on classes.
  boolean isTrivial() {
    return trivial;
  }

  /// Whether any class sets options.
  boolean setsOptions() {
    return setsOptions;
  }

  /// Whether any class sets boot fields.
  boolean setsBoot() {
    return setsBoot;
  }

  /// Whether any class sets lifetimes of leases or offers.
  boolean setsTimes() {
    return setsTimes;
  }

  /// Whether leases keep the classes of their clients.
  boolean areKept() {
    return kept;
  }

  /// The membership of a known client where nothing depends on classes.
  Membership known() {
    return known;
  }

  /// The membership of another client where nothing depends on classes.
  Membership unknown() {
    return unknown;
  }

  /// The tests of the first round.
  Round early() {
    return early;
  }

  /// The tests of the second round.
  Round late() {
    return late;
  }

  /// The test of that class, if it has one.
  Optional<Tested> test(int id) {
    return Optional.ofNullable(tests.get(id));
  }

  /// Whether any class is named after a vendor class.
  boolean hasVendorClasses() {
    return !vendorClasses.isEmpty();
  }

  /// The classes named after that vendor class.
  List<Integer> ofVendorClass(Bytes text) {
    return vendorClasses.getOrDefault(text, List.of());
  }
}
