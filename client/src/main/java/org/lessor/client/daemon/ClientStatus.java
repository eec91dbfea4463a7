package org.lessor.client.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.Lease;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;

/// How a client is doing.
///
/// @param client the interface, behind the name of its network namespace and a slash where it has
///   one of its own
/// @param state `bound`, `selecting` and so on; `waiting` for an interface that cannot be used yet,
///   `idle` after a release, `failed` where this machine refused something
/// @param lease the lease in use; null where there is none
/// @param configuration what is applied; null where there is none
/// @param lastEvent the last line that was worth a log line
/// @param nowNanos when this was true, by the clock of leases
public record ClientStatus(
    String client,
    String state,
    @Nullable Lease lease,
    @Nullable LinkConfiguration configuration,
    String lastEvent,
    long nowNanos) {

  /// Whether an address is in use.
  public boolean isBound() {
    return configuration != null;
  }

  /// One line for people.
  public String line() {
    StringBuilder line = new StringBuilder(client).append("  ").append(state);
    LinkConfiguration applied = configuration;
    if (applied != null) {
      line.append("  ").append(applied.address()).append('/').append(applied.prefixLength());
    }
    Lease held = lease;
    if (held != null) {
      line.append("  from ").append(held.serverId());
      line.append(
          held.terms().isInfinite()
              ? "  for ever"
              : "  for another " + held.secondsToExpiry(nowNanos) + " s");
    }
    return line.toString();
  }

  /// As a JSON object, on one line.
  public String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("client", client);
    fields.put("state", state);
    LinkConfiguration applied = configuration;
    if (applied != null) {
      fields.put("address", applied.address().toString());
      fields.put("prefix-length", (long) applied.prefixLength());
      fields.put("routes", texts(applied.routes()));
      fields.put("name-servers", texts(applied.nameServers().servers()));
      fields.put("search", texts(applied.nameServers().search()));
    }
    Lease held = lease;
    if (held != null) {
      addLease(fields, held);
    }
    fields.put("last-event", lastEvent);
    return JsonText.of(fields);
  }

  private void addLease(Map<String, Object> fields, Lease held) {
    fields.put("server", held.serverId().toString());
    fields.put("infinite", held.terms().isInfinite());
    if (!held.terms().isInfinite()) {
      fields.put("lease-time", held.terms().leaseSeconds());
      fields.put("renews-in", seconds(held.renewNanos()));
      fields.put("rebinds-in", seconds(held.rebindNanos()));
      fields.put("expires-in", held.secondsToExpiry(nowNanos));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    for (Option option : held.terms().message().options()) {
      var known = OptionSpaces.STANDARD.byCode(OptionSpace.DHCP4, option.code());
      String name = known.map(OptionDefinition::name).orElse("option-" + option.code());
      options.put(
          name, known.isPresent() ? print(known.get(), option.value()) : option.value().toHex());
    }
    fields.put("options", options);
  }

  private long seconds(long deadlineNanos) {
    return Math.max(0, Math.ceilDiv(deadlineNanos - nowNanos, 1_000_000_000L));
  }

  private static <T> String print(OptionDefinition<T> definition, Bytes value) {
    return definition.type().decode(value).map(definition.type()::print).orElse(value.toHex());
  }

  private static List<Object> texts(List<?> values) {
    List<Object> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }
}
