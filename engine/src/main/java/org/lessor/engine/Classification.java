package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.expression.ConditionIndex;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.Facts;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;

/// One packet being put into classes. Made for it and dropped.
///
/// The order is Kea's: ALL and the vendor class; tests that do not depend on whether the client is
/// known; the classes of its reservation, after which these tests are made again; KNOWN or UNKNOWN;
/// the other tests.
final class Classification implements ClassSet {
  private static final int USUAL_SIZE = 8;

  private final ClassTable table;
  private final DhcpMessage message;
  private final Reception reception;
  private final Trace trace;
  private int[] ids = new int[USUAL_SIZE];
  private int size;
  private @Nullable List<String> unlisted;
  private @Nullable Facts facts;

  Classification(ClassTable table, DhcpMessage message, Reception reception, Trace trace) {
    this.table = table;
    this.message = message;
    this.reception = reception;
    this.trace = trace;
  }

  /// The classes that hold for the packet as such.
  void begin() {
    assign(ClassTable.ALL, Step.Cause.BUILT_IN);
    if (!message.has(OptionCodes.MESSAGE_TYPE)) {
      int bootp = table.find(ClientClass.BOOTP);
      if (bootp >= 0) {
        assign(bootp, Step.Cause.BUILT_IN);
      }
    }
    if (table.hasVendorClasses() || trace.isOn()) {
      assignVendorClass();
    }
    evaluate(table.early());
  }

  private void assignVendorClass() {
    Optional<Bytes> text = message.option(OptionCodes.VENDOR_CLASS_IDENTIFIER);
    if (text.isEmpty() || text.get().isEmpty()) {
      return;
    }
    List<Integer> classes = table.ofVendorClass(text.get());
    for (int id : classes) {
      assign(id, Step.Cause.VENDOR_CLASS);
    }
    if (classes.isEmpty() && trace.isOn()) {
      String name = ClientClass.VENDOR_CLASS_PREFIX + ClassNames.escape(text.get());
      trace.add(new Step.Assigned(name, Step.Cause.VENDOR_CLASS));
    }
  }

  /// The classes that a reservation gives. What tests have said so far is asked again, as it may
  /// depend on them.
  void reserve(Reservation reservation) {
    withdrawTests();
    for (String name : reservation.classes()) {
      assign(table.idOf(name), Step.Cause.RESERVATION);
    }
    evaluate(table.early());
  }

  private void withdrawTests() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (table.test(ids[i]).isEmpty()) {
        ids[kept++] = ids[i];
      }
    }
    size = kept;
    trace.add(new Step.Reconsidered());
  }

  /// Something is reserved for the client.
  void known() {
    assign(ClassTable.KNOWN, Step.Cause.BUILT_IN);
    evaluate(table.late());
  }

  /// Nothing is reserved for the client.
  void unknown() {
    assign(ClassTable.UNKNOWN, Step.Cause.BUILT_IN);
    evaluate(table.late());
  }

  /// What that expression makes of the packet and its classes so far; nothing where it makes
  /// nothing.
  Optional<Bytes> value(Expression.Text text) {
    return text.value(facts()).filter(value -> !value.isEmpty());
  }

  /// Whether the packet is to be dropped.
  boolean drops() {
    return contains(ClassTable.DROP);
  }

  /// Whether the client is to be refused.
  boolean rejects() {
    return contains(ClassTable.REJECT);
  }

  /// The classes so far.
  Membership membership() {
    return new Membership(
        table, Arrays.copyOf(ids, size), unlisted == null ? List.of() : List.copyOf(unlisted));
  }

  /// Goes on where `membership` was taken.
  void resume(Membership membership) {
    for (int i = 0; i < membership.size(); i++) {
      add(membership.id(i));
    }
    if (!membership.unlisted().isEmpty()) {
      unlisted = new ArrayList<>(membership.unlisted());
    }
  }

  /// The classes that `place` wants evaluated late, and those of a reservation that could not be
  /// given earlier, because which reservation counts depended on the place.
  void finish(Place place, Optional<Reservation> reservation) {
    if (reservation.isPresent()) {
      for (String name : reservation.get().classes()) {
        assign(table.idOf(name), Step.Cause.RESERVATION);
      }
    }
    for (int id : place.additionalClasses()) {
      Optional<ClassTable.Tested> test = table.test(id);
      if (test.isPresent()) {
        evaluate(test.get());
      } else if (table.definition(id).isPresent()) {
        assign(id, Step.Cause.ADDITIONAL);
      }
    }
  }

  /// Whoever wants to be told is told of every test; otherwise those are left out that are not true
  /// of the packet anyway.
  private void evaluate(ClassTable.Round round) {
    List<ClassTable.Tested> tests = round.tests();
    if (tests.isEmpty()) {
      return;
    }
    if (trace.isOn()) {
      tests.forEach(this::evaluate);
      return;
    }
    long[] candidates = round.index().candidates(facts());
    for (int i = ConditionIndex.next(candidates, 0);
        i != ConditionIndex.NONE;
        i = ConditionIndex.next(candidates, i + 1)) {
      evaluate(tests.get(i));
    }
  }

  private void evaluate(ClassTable.Tested tested) {
    switch (tested.definition().test()) {
      case ClientClass.Test.None _ -> throw new AssertionError("no test: " + tested);
      case ClientClass.Test.Condition(Expression.Condition condition) ->
          evaluate(tested, condition);
      case ClientClass.Test.Template(Expression.Text text) -> evaluate(tested, text);
    }
  }

  private void evaluate(ClassTable.Tested tested, Expression.Condition condition) {
    Expression.Outcome outcome = condition.outcome(facts());
    if (trace.isOn()) {
      trace.add(new Step.Tested(tested.definition().name(), condition.source(), outcome));
    }
    if (outcome == Expression.Outcome.TRUE) {
      assign(tested.id(), Step.Cause.TEST);
    }
  }

  private void evaluate(ClassTable.Tested tested, Expression.Text template) {
    Optional<Bytes> value = template.value(facts());
    if (trace.isOn()) {
      trace.add(new Step.Yielded(tested.definition().name(), template.source(), value));
    }
    if (value.isEmpty() || value.get().isEmpty()) {
      return;
    }
    List<Integer> spawned = tested.spawned().getOrDefault(value.get(), List.of());
    for (int id : spawned) {
      assign(id, Step.Cause.SPAWNED);
    }
    if (spawned.isEmpty()) {
      spawn(
          ClientClass.SPAWN_PREFIX
              + tested.definition().name()
              + "_"
              + ClassNames.escape(value.get()));
    }
    assign(tested.id(), Step.Cause.TEMPLATE);
  }

  private void spawn(String name) {
    List<String> names = unlisted == null ? new ArrayList<>(1) : unlisted;
    unlisted = names;
    if (!names.contains(name)) {
      names.add(name);
      trace.add(new Step.Assigned(name, Step.Cause.SPAWNED));
    }
  }

  private Facts facts() {
    Facts made = facts;
    if (made == null) {
      made = new Facts(message, reception, this::isMember);
      facts = made;
    }
    return made;
  }

  private boolean isMember(String name) {
    int id = table.find(name);
    return id >= 0 && contains(id);
  }

  private void assign(int id, Step.Cause cause) {
    if (!contains(id)) {
      add(id);
      if (trace.isOn()) {
        trace.add(new Step.Assigned(table.name(id), cause));
      }
    }
  }

  private void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int id(int index) {
    return ids[index];
  }
}
