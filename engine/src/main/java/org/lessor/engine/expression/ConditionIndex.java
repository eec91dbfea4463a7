package org.lessor.engine.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.Bytes;

/// Tells which of many conditions can be true of a packet at all, at a cost that does not grow with
/// their number: most compare the same few values of the packet, each with bytes of its own, so
/// that one look into a table stands for all that ask for the same value.
///
/// It never misses one that is true. Immutable, safe for any thread.
public final class ConditionIndex {
  /// What [#next] returns where there is none.
  public static final int NONE = -1;

  private final int words;

  /// Those of which nothing is known beforehand.
  private final long[] always;

  /// Options that some ask for, and in the same places of the other list by which conditions.
  private final List<OptionSource> options = new ArrayList<>();

  private final List<long[]> optionConditions = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  private record Comparison(Value value, Table table) {}

  private ConditionIndex(int count) {
    words = (count + Long.SIZE - 1) / Long.SIZE;
    always = new long[words];
  }

  /// An index of these conditions, by their places in the list; where a place is empty, something
  /// is meant that may always be true.
  public static ConditionIndex of(List<Optional<Expression.Condition>> conditions) {
    ConditionIndex index = new ConditionIndex(conditions.size());
    Map<OptionSource, long[]> byOption = new LinkedHashMap<>();
    Map<Value, Map<Bytes, long[]>> byValue = new LinkedHashMap<>();
    for (int i = 0; i < conditions.size(); i++) {
      List<Gate> gates =
          conditions.get(i).map(condition -> Gate.of(condition.root())).orElse(List.of());
      if (gates.isEmpty()) {
        set(index.always, i);
      }
      for (Gate gate : gates) {
        switch (gate) {
          case Gate.Present(OptionSource option) ->
              set(byOption.computeIfAbsent(option, _ -> index.none()), i);
          case Gate.Equals(Value value, Bytes bytes) ->
              set(
                  byValue
                      .computeIfAbsent(value, _ -> new LinkedHashMap<>())
                      .computeIfAbsent(bytes, _ -> index.none()),
                  i);
        }
      }
    }
    index.options.addAll(byOption.keySet());
    index.optionConditions.addAll(byOption.values());
    byValue.forEach((value, sets) -> index.comparisons.add(new Comparison(value, new Table(sets))));
    return index;
  }

  private static void set(long[] bits, int i) {
    bits[i / Long.SIZE] |= 1L << i;
  }

  /// No condition yet.
  private long[] none() {
    return new long[words];
  }

  /// The conditions that may be true: bit `i % 64` of element `i / 64` stands for place `i`.
  public long[] candidates(Facts facts) {
    long[] found = always.clone();
    Facts.Mark mark = facts.enter();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).find(facts, facts.borrow())) {
        add(found, optionConditions.get(i));
      }
      facts.giveBack(1);
    }
    facts.leave(mark);
    for (int i = 0; i < comparisons.size(); i++) {
      look(comparisons.get(i), facts, found);
    }
    return found;
  }

  // A value that cannot be computed makes no condition true.
  private static void look(Comparison comparison, Facts facts, long[] found) {
    Facts.Mark mark = facts.enter();
    ByteWindow value = facts.borrow();
    comparison.value.read(facts, value);
    long[] conditions = comparison.table.find(value);
    boolean failed = facts.leave(mark);
    if (conditions != null && !failed) {
      add(found, conditions);
    }
  }

  private static void add(long[] found, long[] conditions) {
    for (int i = 0; i < found.length; i++) {
      found[i] |= conditions[i];
    }
  }

  /// The next place from `from` on that is among `candidates`, or [#NONE].
  public static int next(long[] candidates, int from) {
    for (int word = from / Long.SIZE; word < candidates.length; word++) {
      long rest = candidates[word];
      if (word == from / Long.SIZE) {
        rest &= -1L << from;
      }
      if (rest != 0) {
        return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
      }
    }
    return NONE;
  }

  /// Sets of conditions by bytes: open addressing, asked with a window so that nothing is copied.
  private static final class Table {
    private final @Nullable Bytes[] keys;
    private final long[][] sets;
    private final int mask;
    private final int longest;

    Table(Map<Bytes, long[]> content) {
      mask = Integer.highestOneBit(4 * content.size()) - 1;
      keys = new @Nullable Bytes[mask + 1];
      sets = new long[mask + 1][];
      int most = 0;
      for (Map.Entry<Bytes, long[]> each : content.entrySet()) {
        int place = spread(each.getKey().hashCode()) & mask;
        while (keys[place] != null) {
          place = (place + 1) & mask;
        }
        keys[place] = each.getKey();
        sets[place] = each.getValue();
        most = Math.max(most, each.getKey().length());
      }
      longest = most;
    }

    private static int spread(int hash) {
      return hash ^ (hash >>> 16);
    }

    /// The set under the bytes that `window` shows; null where there is none.
    long @Nullable [] find(ByteWindow window) {
      if (window.length() > longest) {
        return null;
      }
      int place = spread(window.contentHash()) & mask;
      for (Bytes key = keys[place]; key != null; key = keys[place]) {
        if (window.contentEquals(key)) {
          return sets[place];
        }
        place = (place + 1) & mask;
      }
      return null;
    }
  }
}
