package org.lessor.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lessor.wire.HardwareAddress;

/// One Ethernet segment of a [SimulatedNetwork]: what one interface sends reaches every other one
/// that it is addressed to, as [Conditions] have it. Each receiver has its own luck.
public final class SimulatedLink {
  private final SimulatedNetwork network;
  private final String name;
  private final List<SimulatedInterface> interfaces = new ArrayList<>();
  private final List<Consumer<SimulatedFrame>> taps = new ArrayList<>();
  private Conditions conditions = Conditions.PERFECT;
  private long delivered;
  private long lost;
  private long repeated;

  SimulatedLink(SimulatedNetwork network, String name) {
    this.network = network;
    this.name = name;
  }

  /// Treats packets so from now on; those on their way arrive as decided before.
  public void conditions(Conditions conditions) {
    this.conditions = conditions;
  }

  /// Shows `tap` each frame from now on, when it is sent and whatever becomes of it.
  public void tap(Consumer<SimulatedFrame> tap) {
    taps.add(tap);
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// Packets that arrived at a receiver, repeated ones included.
  public long delivered() {
    return delivered;
  }

  /// Packets that did not arrive at a receiver they were meant for.
  public long lost() {
    return lost;
  }

  /// Packets that arrived at a receiver once more.
  public long repeated() {
    return repeated;
  }

  void attach(SimulatedInterface attached) {
    for (SimulatedInterface other : interfaces) {
      if (other.hardware().equals(attached.hardware())) {
        throw new IllegalArgumentException(
            "link " + name + " has " + attached.hardware() + " already");
      }
    }
    interfaces.add(attached);
  }

  void detach(SimulatedInterface attached) {
    interfaces.remove(attached);
  }

  List<SimulatedInterface> interfaces() {
    return interfaces;
  }

  void transmit(SimulatedInterface sender, SimulatedFrame frame) {
    for (Consumer<SimulatedFrame> tap : taps) {
      tap.accept(frame);
    }
    boolean everyone = frame.destination().equals(SimulatedFrame.EVERYONE);
    for (SimulatedInterface receiver : interfaces) {
      HardwareAddress own = receiver.hardware();
      if (receiver != sender && (everyone || own.equals(frame.destination()))) {
        carry(sender, receiver, frame);
      }
    }
  }

  private void carry(SimulatedInterface sender, SimulatedInterface receiver, SimulatedFrame frame) {
    int drawn = conditions.arrivals(network.random());
    int arrivals = sender.isCutOff() || receiver.isCutOff() ? 0 : drawn;
    if (arrivals == 0) {
      lost++;
    }
    repeated += Math.max(0, arrivals - 1);
    for (int i = 0; i < arrivals; i++) {
      network.after(
          conditions.delayNanos(network.random()),
          () -> {
            if (receiver.link() == this) {
              delivered++;
              receiver.arrived(frame);
            } else {
              lost++;
            }
          });
    }
  }
}
