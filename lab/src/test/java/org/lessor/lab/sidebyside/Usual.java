package org.lessor.lab.sidebyside;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lessor.lab.sidebyside.Step.Listed;

/// What differs in all replies of a kind, so that no case has to say so.
enum Usual {
  NAK_TEXT("nak-text", "56", reply -> reply.kind().equals("nak")),
  NAK_FLAG(
      "nak-flag",
      "flags",
      reply ->
          reply.kind().equals("nak")
              && !reply.has("giaddr", "0.0.0.0")
              && reply.has("flags", "0x0000")),
  FQDN_CODES(
      "fqdn-rcode",
      "81.codes",
      reply -> !reply.fields().getOrDefault("81.codes", "ffff").equals("ffff")),
  LINK_BROADCAST(
      "link-broadcast",
      "ethernet",
      reply -> reply.has("to", "255.255.255.255:68") && !reply.has("ethernet", "broadcast"));

  /// Of every row of a lease file: Kea 2.2 does not write this column.
  static final Listed POOL_ID = new Listed("pool-id", new TreeSet<>(List.of("pool_id")));

  private final Listed listed;
  private final Predicate<Reply> concerns;

  Usual(String id, String field, Predicate<Reply> concerns) {
    this.listed = new Listed(id, new TreeSet<>(List.of(field)));
    this.concerns = concerns;
  }

  /// The difference.
  Listed listed() {
    return listed;
  }

  /// The differences to be expected where Kea gives this reply and Lessor one of the same kind.
  static List<Listed> of(Reply keas) {
    return List.of(values()).stream()
        .filter(usual -> usual.concerns.test(keas))
        .map(Usual::listed)
        .toList();
  }
}
