package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Option;

/// The options that hold at one place, after inheritance: reservation over pool over subnet over
/// network over classes over global. Immutable.
///
/// The value of an option is that of the nearest level that sets it for the client; within a level
/// values for members of classes go before one for all. That it is always or never sent may be said
/// at any level, for whomever, and never beats always.
final class OptionSet {
  static final OptionSet EMPTY = new OptionSet(List.of(), Map.of());

  /// What all levels say of an option.
  ///
  /// @param candidates its values, the nearest first; more than one only where those in front are
  ///   not for all, or where each enterprise has its own part of the value
  /// @param always whether any level has it sent always
  /// @param never whether any level has it sent never
  record Entry(List<ConfiguredOption> candidates, boolean always, boolean never) {
    int code() {
      return candidates.getFirst().code();
    }

    boolean guarded() {
      for (ConfiguredOption candidate : candidates) {
        if (!candidate.classes().isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private @Nullable Entry of(Predicate<String> client) {
      List<ConfiguredOption> allowed =
          candidates.stream().filter(candidate -> candidate.isFor(client)).toList();
      return allowed.isEmpty() ? null : new Entry(allowed, always, never);
    }

    private Entry under(Collection<ConfiguredOption> nearer) {
      List<ConfiguredOption> all = new ArrayList<>(nearer.size() + candidates.size());
      boolean always = this.always;
      boolean never = this.never;
      boolean settled = false;
      for (ConfiguredOption each : nearer) {
        all.add(each);
        always |= each.sending() == ConfiguredOption.Sending.ALWAYS;
        never |= each.sending() == ConfiguredOption.Sending.NEVER;
        settled |= each.classes().isEmpty() && !VendorParts.has(each);
      }
      if (!settled) {
        all.addAll(candidates);
      }
      return new Entry(all, always, never);
    }
  }

  private static final Entry NOTHING = new Entry(List.of(), false, false);

  /// Those of DHCPv4 itself, by rising code.
  private final List<Entry> entries;

  /// For each code the index of its entry plus one.
  private final byte[] index = new byte[256];

  /// By entry what is sent of it, once somebody was sent it: immutable, so any thread may take it.
  private final @Nullable Option[] sent;

  /// Those of each enterprise, by rising code.
  private final Map<Long, List<Entry>> vendors;

  private final List<Integer> always;
  private final boolean guarded;

  private OptionSet(List<Entry> entries, Map<Long, List<Entry>> vendors) {
    this.entries = entries;
    this.sent = new @Nullable Option[entries.size()];
    this.vendors = vendors;
    List<Integer> sentAlways = new ArrayList<>();
    boolean hasGuards = false;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      index[entry.code()] = (byte) (i + 1);
      hasGuards |= entry.guarded();
      if (entry.always && !entry.never) {
        sentAlways.add(entry.code());
      }
    }
    for (List<Entry> ofVendor : vendors.values()) {
      for (Entry entry : ofVendor) {
        hasGuards |= entry.guarded();
      }
    }
    this.always = List.copyOf(sentAlways);
    this.guarded = hasGuards;
  }

  /// This set with `nearer` laid over it.
  OptionSet under(List<ConfiguredOption> nearer) {
    if (nearer.isEmpty()) {
      return this;
    }
    List<Entry> plain = plainlyUnder(nearer);
    if (plain != null) {
      return new OptionSet(plain, vendors);
    }
    Map<Long, Map<Integer, List<ConfiguredOption>>> level = new LinkedHashMap<>();
    for (ConfiguredOption option : nearer) {
      level
          .computeIfAbsent(option.enterprise(), _ -> new TreeMap<>())
          .computeIfAbsent(option.code(), _ -> new ArrayList<>(1))
          .add(option);
    }
    Map<Long, List<Entry>> combined = new LinkedHashMap<>(vendors);
    List<Entry> own = entries;
    for (Map.Entry<Long, Map<Integer, List<ConfiguredOption>>> each : level.entrySet()) {
      if (each.getKey() == ConfiguredOption.OWN) {
        own = combine(each.getValue(), entries);
      } else {
        List<Entry> inherited = vendors.getOrDefault(each.getKey(), List.of());
        combined.put(each.getKey(), combine(each.getValue(), inherited));
      }
    }
    return new OptionSet(own, combined);
  }

  /// The short way for what most levels are: options of DHCPv4 itself, for all, each set once. Null
  /// for other levels. Classes and reservations come by here for each reply.
  private @Nullable List<Entry> plainlyUnder(List<ConfiguredOption> nearer) {
    List<Entry> merged = new ArrayList<>(entries.size() + nearer.size());
    merged.addAll(entries);
    for (int i = 0; i < nearer.size(); i++) {
      ConfiguredOption option = nearer.get(i);
      boolean plain =
          option.enterprise() == ConfiguredOption.OWN
              && option.classes().isEmpty()
              && !VendorParts.has(option);
      int place = 0;
      while (place < merged.size() && merged.get(place).code() < option.code()) {
        place++;
      }
      boolean known = place < merged.size() && merged.get(place).code() == option.code();
      if (!plain || (known && isIn(nearer, i, option.code()))) {
        return null;
      }
      List<ConfiguredOption> only = List.of(option);
      if (known) {
        merged.set(place, merged.get(place).under(only));
      } else {
        merged.add(place, NOTHING.under(only));
      }
    }
    return merged;
  }

  /// Whether one of the first `count` options has that code.
  private static boolean isIn(List<ConfiguredOption> options, int count, int code) {
    for (int i = 0; i < count; i++) {
      if (options.get(i).code() == code) {
        return true;
      }
    }
    return false;
  }

  private static List<Entry> combine(
      Map<Integer, List<ConfiguredOption>> nearer, List<Entry> inherited) {
    Map<Integer, Entry> byCode = new TreeMap<>();
    for (Entry entry : inherited) {
      byCode.put(entry.code(), entry);
    }
    nearer.forEach((code, options) -> {
      List<ConfiguredOption> ordered = new ArrayList<>(options.size());
      options.stream().filter(option -> !option.classes().isEmpty()).forEach(ordered::add);
      options.stream().filter(option -> option.classes().isEmpty()).forEach(ordered::add);
      byCode.put(code, byCode.getOrDefault(code, NOTHING).under(ordered));
    });
    return List.copyOf(byCode.values());
  }

  /// What of this set is for a client of these classes.
  OptionSet of(Predicate<String> client) {
    if (!guarded) {
      return this;
    }
    Map<Long, List<Entry>> allowed = new LinkedHashMap<>();
    vendors.forEach((enterprise, options) -> allowed.put(enterprise, of(client, options)));
    return new OptionSet(of(client, entries), allowed);
  }

  private static List<Entry> of(Predicate<String> client, List<Entry> entries) {
    List<Entry> allowed = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Entry remaining = entry.of(client);
      if (remaining != null) {
        allowed.add(remaining);
      }
    }
    return allowed;
  }

  /// What is said of that option; null where nothing is.
  @Nullable Entry entry(int code) {
    int position = index[code] & 0xff;
    return position == 0 ? null : entries.get(position - 1);
  }

  /// What is said of that enterprise's options, by rising code.
  List<Entry> vendor(long enterprise) {
    return vendors.getOrDefault(enterprise, List.of());
  }

  /// What is sent of that option; null where it is not set or never sent.
  @Nullable Option sent(int code) {
    int position = (index[code] & 0xff) - 1;
    if (position < 0) {
      return null;
    }
    Option known = sent[position];
    return known == null ? firstSent(position) : known;
  }

  private @Nullable Option firstSent(int position) {
    Entry entry = entries.get(position);
    if (entry.never) {
      return null;
    }
    ConfiguredOption nearest = entry.candidates.getFirst();
    Bytes value = VendorParts.has(nearest) ? VendorParts.merged(entry.candidates) : nearest.value();
    Option option = new Option(entry.code(), value);
    sent[position] = option;
    return option;
  }

  /// The address in that option; null where it is not set, never sent or no address.
  @Nullable Ipv4 address(int code) {
    Option option = sent(code);
    return option == null || option.value().length() != 4
        ? null
        : new Ipv4((int) option.value().uint32(0));
  }

  /// All addresses that clients may find in that option, whatever their classes.
  List<Ipv4> addresses(int code) {
    Entry entry = entry(code);
    if (entry == null || entry.never) {
      return List.of();
    }
    return entry.candidates.stream()
        .map(ConfiguredOption::value)
        .filter(value -> value.length() == 4)
        .map(value -> new Ipv4((int) value.uint32(0)))
        .toList();
  }

  /// The codes of what every client is sent, rising.
  List<Integer> always() {
    return always;
  }

  @Override
  public String toString() {
    return entries + Arrays.toString(vendors.values().toArray());
  }
}
