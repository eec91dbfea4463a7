package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lessor.wire.Ipv4;

/// The subnets that share a link (Kea: shared-networks). A subnet outside any shared network is a
/// network of one.
///
/// @param name the shared network's name; empty for a lone subnet
/// @param subnets in the order in which they are tried
/// @param options options set for the network
/// @param relays as for a subnet, for all of them
/// @param interfaceName as for a subnet, for all of them
/// @param classes as for a subnet, for all of them
public record Network(
    Optional<String> name,
    List<Subnet> subnets,
    List<ConfiguredOption> options,
    List<Ipv4> relays,
    Optional<String> interfaceName,
    ClassRules classes) {
  /// Copies the lists. Throws [IllegalArgumentException] if there is no subnet in a network without
  /// a name.
  public Network {
    subnets = List.copyOf(subnets);
    options = List.copyOf(options);
    relays = List.copyOf(relays);
    if (name.isEmpty() && subnets.size() != 1) {
      throw new IllegalArgumentException("a network without a name has exactly one subnet");
    }
  }

  /// A network of this one subnet.
  public static Network of(Subnet subnet) {
    return new Network(
        Optional.empty(), List.of(subnet), List.of(), List.of(), Optional.empty(), ClassRules.NONE);
  }

  /// A shared network of which nothing else is said.
  public static Network of(String name, List<Subnet> subnets) {
    return new Network(
        Optional.of(name), subnets, List.of(), List.of(), Optional.empty(), ClassRules.NONE);
  }

  /// This network with other subnets.
  public Network withSubnets(List<Subnet> value) {
    return changed(draft -> draft.subnets = value);
  }

  /// This network with other options.
  public Network withOptions(List<ConfiguredOption> value) {
    return changed(draft -> draft.options = value);
  }

  /// This network with other relay agents.
  public Network withRelays(List<Ipv4> value) {
    return changed(draft -> draft.relays = value);
  }

  /// This network with that interface.
  public Network withInterfaceName(Optional<String> value) {
    return changed(draft -> draft.interfaceName = value);
  }

  /// This network with those rules about classes.
  public Network withClasses(ClassRules value) {
    return changed(draft -> draft.classes = value);
  }

  private Network changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private Optional<String> name;
    private List<Subnet> subnets;
    private List<ConfiguredOption> options;
    private List<Ipv4> relays;
    private Optional<String> interfaceName;
    private ClassRules classes;

    Draft(Network from) {
      name = from.name;
      subnets = from.subnets;
      options = from.options;
      relays = from.relays;
      interfaceName = from.interfaceName;
      classes = from.classes;
    }

    Network made() {
      return new Network(name, subnets, options, relays, interfaceName, classes);
    }
  }
}
