package org.lessor.lab.simulation;

import java.util.SplittableRandom;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Ipv4;

/// A host that somebody gave a fixed address inside a pool.
final class Squatter {
  private final int link;
  private final Site site;
  private final Story story;
  private final SplittableRandom chance;
  private final SimulatedHost host;
  private final SimulatedInterface on;
  private Ipv4 address = Ipv4.UNSPECIFIED;

  Squatter(
      int number,
      Plan plan,
      Site site,
      SimulatedNetwork network,
      int link,
      SimulatedLink there,
      Story story) {
    this.link = link;
    this.site = site;
    this.story = story;
    this.chance = plan.chance("squatter", number);
    this.host = network.host("squatter-" + number);
    this.on = host.attach(there, Site.squatterHardware(number));
    on.down();
    if (chance.nextInt(3) == 0) {
      host.ignoreEcho();
    }
  }

  boolean uses(Ipv4 one) {
    return on.addresses().contains(one);
  }

  /// Comes up with some address, or goes down.
  void toggle() {
    if (on.remove(address)) {
      on.down();
      return;
    }
    address = site.inPool(link, chance.nextInt(1000));
    story.tell(() -> host + " has " + address);
    on.add(address);
    on.up();
  }
}
