package org.lessor.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.Binding;
import org.lessor.engine.ClientClass;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Membership;
import org.lessor.engine.Network;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.engine.Verdict;
import org.lessor.wire.Bytes;

/// From which level of the configuration the options of a reply come.
final class OptionSources {
  private final List<Level> levels = new ArrayList<>();

  /// What one level sets.
  ///
  /// @param name in words, such as `subnet 1`
  private record Level(String name, List<ConfiguredOption> options) {}

  /// The levels that count for a verdict, the nearest to the client first: what its reservation
  /// says, its pool, its subnet, its network, its classes in order, and what holds for all.
  OptionSources(Verdict verdict, Settings settings) {
    switch (verdict) {
      case Verdict.Offer(Binding binding, _, _) -> add(binding, settings);
      case Verdict.Ack(Binding binding, _, _) -> add(binding, settings);
      case Verdict.Inform(
              Optional<Network> network,
              Optional<Subnet> subnet,
              Optional<Reservation> reservation,
              Membership classes) -> {
        reservation.ifPresent(this::add);
        subnet.ifPresent(this::add);
        network.ifPresent(this::add);
        add(classes, settings);
      }
      case Verdict.Nak _, Verdict.Absorb _, Verdict.Silent _ -> {
        // Only what the server itself sets is sent.
      }
    }
    levels.add(new Level("all clients", settings.options()));
  }

  private void add(Binding binding, Settings settings) {
    binding.reservation().ifPresent(this::add);
    binding.pool().ifPresent(this::add);
    add(binding.subnet());
    add(binding.network());
    add(binding.classes(), settings);
  }

  private void add(Reservation reservation) {
    levels.add(new Level("the reservation", reservation.options()));
  }

  private void add(Pool pool) {
    levels.add(new Level("pool " + pool, pool.options()));
  }

  private void add(Subnet subnet) {
    levels.add(new Level("subnet " + subnet.id(), subnet.options()));
  }

  private void add(Network network) {
    network
        .name()
        .ifPresent(
            name -> levels.add(new Level("shared network \"" + name + "\"", network.options())));
  }

  private void add(Membership classes, Settings settings) {
    for (String name : classes.names()) {
      for (ClientClass each : settings.classes()) {
        if (each.name().equals(name)) {
          levels.add(new Level("class " + name, each.options()));
        }
      }
    }
  }

  /// The level that this option with this value comes from; empty where the server itself set it.
  Optional<String> source(int code, Bytes value) {
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        if (option.option().code() == code) {
          return option.option().value().equals(value) ? Optional.of(level.name) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// An option that is set but may not have been sent.
  record Unsent(int code, Bytes value, String level, String reason) {}

  /// The options that are set for the client and are not among `sent`, with the reason.
  List<Unsent> unsent(List<Integer> sent) {
    List<Unsent> unsent = new ArrayList<>();
    List<Integer> told = new ArrayList<>(sent);
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        int code = option.option().code();
        if (!told.contains(code)) {
          told.add(code);
          unsent.add(new Unsent(code, option.option().value(), level.name, reason(code)));
        }
      }
    }
    return unsent;
  }

  private String reason(int code) {
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        if (option.option().code() == code && option.sending() == ConfiguredOption.Sending.NEVER) {
          return "never-send at " + level.name;
        }
      }
    }
    return "the client does not ask for it";
  }
}
