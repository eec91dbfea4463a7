package org.lessor.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lessor.engine.Binding;
import org.lessor.engine.BootFields;
import org.lessor.engine.ClientClass;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Explanation;
import org.lessor.engine.Membership;
import org.lessor.engine.Network;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Step;
import org.lessor.engine.Subnet;
import org.lessor.engine.Verdict;
import org.lessor.wire.Bytes;
import org.lessor.wire.StandardOptions;

/// From which level of the configuration the options and boot fields of a reply come.
final class OptionSources {
  private static final Set<Integer> NAMES =
      Set.of(StandardOptions.HOST_NAME.code(), StandardOptions.FQDN.code());

  private final List<Level> levels = new ArrayList<>();
  private final List<Boot> boots = new ArrayList<>();
  private final Set<String> classes = new LinkedHashSet<>();
  private Optional<Reservation> reserved = Optional.empty();
  private Optional<Subnet> subnet = Optional.empty();

  /// What one level sets.
  ///
  /// @param name in words, such as `subnet 1`
  private record Level(String name, List<ConfiguredOption> options) {}

  /// What one level says of the boot fields.
  private record Boot(String name, BootFields fields) {}

  /// The levels that count for a verdict, the nearest to the client first: what its reservation
  /// says, its pool, its subnet, its network, its classes in order, and what holds for all.
  OptionSources(Explanation explanation, Settings settings) {
    Verdict verdict = explanation.verdict();
    switch (verdict) {
      case Verdict.Offer(Binding binding, _, _) -> add(binding);
      case Verdict.Ack(Binding binding, _, _) -> add(binding);
      case Verdict.Inform(
              Optional<Network> network,
              Optional<Subnet> subnet,
              Optional<Reservation> reservation,
              Membership classes) -> {
        reservation.ifPresent(this::add);
        subnet.ifPresent(this::add);
        network.ifPresent(this::add);
        classes.names().forEach(this.classes::add);
      }
      case Verdict.Nak _, Verdict.Absorb _, Verdict.Silent _ -> {
        // Only what the server itself sets is sent.
      }
    }
    addAdditional(explanation.steps());
    addClasses(settings);
    subnet.ifPresent(this::addBoot);
    levels.add(new Level("all clients", settings.options()));
  }

  /// The classes that came when the answer was made: those that places list as additional.
  private void addAdditional(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Assigned(String name, _)) {
        classes.add(name);
      }
    }
  }

  private void add(Binding binding) {
    binding.reservation().ifPresent(this::add);
    binding.pool().ifPresent(this::add);
    add(binding.subnet());
    add(binding.network());
    classes.addAll(binding.classes().names());
  }

  private void add(Reservation reservation) {
    reserved = Optional.of(reservation);
    boots.add(new Boot("the reservation", reservation.boot()));
    levels.add(new Level("the reservation", reservation.options()));
  }

  private void add(Pool pool) {
    levels.add(new Level("pool " + pool, pool.options()));
  }

  private void add(Subnet subnet) {
    this.subnet = Optional.of(subnet);
    levels.add(new Level("subnet " + subnet.id(), subnet.options()));
  }

  private void add(Network network) {
    network
        .name()
        .ifPresent(
            name -> levels.add(new Level("shared network \"" + name + "\"", network.options())));
  }

  private void addClasses(Settings settings) {
    for (String name : classes) {
      for (ClientClass each : settings.classes()) {
        if (each.name().equals(name)) {
          levels.add(new Level("class " + name, each.options()));
          boots.add(new Boot("class " + name, each.boot()));
        }
      }
    }
  }

  /// Behind what the client's classes say, other than options.
  private void addBoot(Subnet subnet) {
    String name = "subnet " + subnet.id() + " (its own or inherited)";
    boots.add(new Boot(name, subnet.parameters().boot()));
  }

  /// The level that this boot field comes from, such as [BootFields#siaddr()]; empty where none
  /// sets it.
  Optional<String> source(Function<BootFields, Optional<?>> field) {
    return boots.stream()
        .filter(boot -> field.apply(boot.fields).isPresent())
        .map(Boot::name)
        .findFirst();
  }

  private static boolean is(ConfiguredOption option, int code) {
    return option.enterprise() == ConfiguredOption.OWN && option.code() == code;
  }

  /// The level that this option with this value comes from; empty where the server itself set it.
  Optional<String> source(int code, Bytes value) {
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        if (is(option, code) && option.isFor(classes::contains)) {
          return option.value().equals(value) ? Optional.of(level.name) : Optional.empty();
        }
      }
    }
    return reserved
        .filter(reservation -> NAMES.contains(code) && reservation.hostname().isPresent())
        .map(_ -> "the reservation");
  }

  /// An option that is set but may not have been sent.
  record Unsent(int code, Bytes value, String level, String reason) {}

  /// The options that are set for the client and are not among `sent`, with the reason.
  List<Unsent> unsent(List<Integer> sent) {
    List<Unsent> unsent = new ArrayList<>();
    List<Integer> told = new ArrayList<>(sent);
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        int code = option.code();
        if (option.enterprise() == ConfiguredOption.OWN && !told.contains(code)) {
          told.add(code);
          unsent.add(new Unsent(code, option.value(), level.name, reason(code)));
        }
      }
    }
    return unsent;
  }

  private String reason(int code) {
    if (!ConfiguredOption.isOperators(code)) {
      return "it is not the operator's to set";
    }
    List<String> members = new ArrayList<>();
    boolean forClient = false;
    for (Level level : levels) {
      for (ConfiguredOption option : level.options) {
        if (is(option, code) && option.isFor(classes::contains)) {
          forClient = true;
          if (option.sending() == ConfiguredOption.Sending.NEVER) {
            return "never-send at " + level.name;
          }
        } else if (is(option, code)) {
          members.addAll(option.classes());
        }
      }
    }
    return forClient
        ? "the client does not ask for it"
        : "only for members of " + String.join(", ", members);
  }
}
