package org.lessor.lab.simulation;

import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lessor.transport.Conditions;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedRelay;
import org.lessor.wire.MessageType;

/// One run: servers, clients, links and trouble as a [Plan] has them, watched by an [Oracle].
final class Simulation {
  /// More than that in one moment means that something runs in a circle.
  private static final int STEPS_IN_A_MOMENT = 100_000;

  private static final int SQUATTERS = 4;

  private final Plan plan;
  private final SimulatedNetwork network;
  private final Story story;
  private final Oracle oracle;
  private final List<SimulatedLink> links = new ArrayList<>();
  private final List<ServerMachine> servers = new ArrayList<>();
  private final Lives lives;
  private final Storms storms;

  /// What happened in a run, in numbers.
  ///
  /// @param length in virtual time
  /// @param steps events of the network
  /// @param sent messages sent by clients and servers
  /// @param deeds what clients did
  /// @param troubles what struck
  /// @param collisions how often clients of two servers with a shared pool had the same address
  record Result(
      Duration length,
      long steps,
      Map<MessageType, Long> sent,
      Map<Deed, Long> deeds,
      Map<Trouble, Long> troubles,
      long collisions) {}

  private Simulation(Plan plan, Sabotage sabotage, Story.Telling telling) {
    this.plan = plan;
    this.network = new SimulatedNetwork(plan.seed());
    this.story = new Story(network, telling);
    Site site = new Site(plan);
    this.oracle = new Oracle(plan, site, network, story);
    for (int i = 0; i < plan.links(); i++) {
      int number = i;
      SimulatedLink link = network.link("link-" + i);
      link.tap(frame -> oracle.see(number, frame));
      link.conditions(Conditions.PERFECT.delaying(0, 1_000_000));
      links.add(link);
    }
    for (int i = 0; i < plan.servers(); i++) {
      ServerMachine server =
          new ServerMachine(
              i, plan, site.settings(i), sabotage, network, links.getFirst(), oracle, story);
      oracle.add(server);
      servers.add(server);
    }
    List<ClientHost> clients = new ArrayList<>();
    for (int i = 0; i < plan.clients(); i++) {
      int link = i % plan.links();
      ClientHost client =
          new ClientHost(i, plan, sabotage, network, link, links.get(link), oracle, story);
      oracle.add(client);
      clients.add(client);
    }
    List<Squatter> squatters = new ArrayList<>();
    for (int i = 0; i < SQUATTERS; i++) {
      int link = i % plan.links();
      Squatter squatter = new Squatter(i, plan, site, network, link, links.get(link), story);
      oracle.add(squatter);
      squatters.add(squatter);
    }
    this.lives = new Lives(plan, network, links);
    this.storms = new Storms(plan, network, links, servers, clients, squatters, oracle.patience());
    if (plan.links() > 1) {
      relay();
    }
    servers.forEach(ServerMachine::start);
    clients.forEach(lives::begin);
    storms.begin();
  }

  private void relay() {
    SimulatedHost relay = network.host("relay");
    List<SimulatedInterface> attached = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      SimulatedInterface on = relay.attach(links.get(i), Site.relayHardware(i));
      on.add(Site.relayAddress(i));
      attached.add(on);
    }
    relay.forward();
    try {
      SimulatedRelay.start(relay, attached.subList(1, attached.size()), Site.serverAddress(0));
    } catch (SocketException failure) {
      throw new AssertionError(failure);
    }
  }

  /// Runs it to its end.
  ///
  /// @throws AssertionError where something was wrong; its message has the plan, how to run it
  ///   again, and what happened last
  static Result run(Plan plan, Sabotage sabotage) {
    try {
      return new Simulation(plan, sabotage, Story.Telling.SILENT).run();
    } catch (AssertionError | RuntimeException silent) {
      throw again(plan, sabotage, silent);
    }
  }

  private static AssertionError again(Plan plan, Sabotage sabotage, Throwable silent) {
    String story = "";
    try {
      Simulation told = new Simulation(plan, sabotage, Story.Telling.ALOUD);
      try {
        told.run();
        story = "(it did not happen again)";
      } catch (AssertionError | RuntimeException _) {
        story = told.story.lines();
      }
    } catch (AssertionError | RuntimeException early) {
      story = "(it happened before the run began: " + early + ")";
    }
    return new AssertionError(
        "seed "
            + plan.seed()
            + " (again: -Dlessor.seed="
            + plan.seed()
            + ")\n"
            + plan
            + "\n"
            + story
            + "\n"
            + silent,
        silent);
  }

  private Result run() {
    long end = plan.length().toNanos();
    long steps = 0;
    long moment = -1;
    int inMoment = 0;
    while (network.nextEventNanos().orElse(Long.MAX_VALUE) <= end) {
      network.step();
      oracle.afterStep();
      steps++;
      inMoment = network.nanoTime() == moment ? inMoment + 1 : 0;
      moment = network.nanoTime();
      if (inMoment > STEPS_IN_A_MOMENT) {
        throw new Violation(Violation.Promise.SOUND, "something runs in a circle");
      }
    }
    servers.forEach(ServerMachine::restart);
    return new Result(
        plan.length(),
        steps,
        oracle.sent(),
        lives.done(),
        storms.struck(),
        oracle.usage().collisions());
  }
}
