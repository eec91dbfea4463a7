package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// The machine as docs/library.md uses it: a year of a client and a server, with no network.
class RulesAloneTest {
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");

  /// Gives one address for a day, whatever is asked.
  private static Optional<Message> answer(Message request) {
    Optional<MessageType> type =
        switch (request.messageType().orElseThrow()) {
          case DHCPDISCOVER -> Optional.of(MessageType.DHCPOFFER);
          case DHCPREQUEST -> Optional.of(MessageType.DHCPACK);
          default -> Optional.empty();
        };
    return type.map(answered ->
        Message.of(
            Op.BOOTREPLY,
            answered,
            request.xid(),
            request.chaddr(),
            m ->
                m.yiaddr(Ipv4.of("192.0.2.10"))
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                    .option(StandardOptions.DHCP_LEASE_TIME, 86_400L)));
  }

  @Test
  void aYearPassesInAnInstant() throws IOException {
    int renewals = -1;
    // example
    var profile = ClientProfile.of(HardwareAddress.ethernet("02:00:00:00:00:01"));
    var machine = new ClientMachine(profile, new Random(1));
    Queue<Event> events = new ArrayDeque<>(List.of(new Event.Start(null)));
    State state = new State.Halted();
    long now = 0;
    while (now < Duration.ofDays(365).toNanos()) {
      if (events.isEmpty()) {
        now = state.wakeNanos();
        events.add(new Event.TimerExpired());
      }
      Step step = machine.on(state, events.remove(), now);
      state = step.next();
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Broadcast(Message message, var _)) {
          answer(message).ifPresent(reply -> events.add(new Event.Received(reply, SERVER)));
        } else if (effect instanceof Effect.Unicast(Message message, var _, var _)) {
          answer(message).ifPresent(reply -> events.add(new Event.Received(reply, SERVER)));
        } else if (effect instanceof Effect.Configure) {
          renewals++;
        }
      }
    }
    // end

    assertThat(state).isInstanceOf(State.Holding.class);
    assertThat(renewals).isBetween(725, 735);
    assertThat(Files.readString(Path.of("../docs/library.md"))).contains(example());
  }

  /// The lines of this file between the marks, less what they are indented.
  private static String example() throws IOException {
    Path source = Path.of("src/test/java/org/lessor/client/machine/RulesAloneTest.java");
    String text = Files.readString(source);
    int from = text.indexOf("    // example\n") + "    // example\n".length();
    String[] lines = text.substring(from, text.indexOf("    // end\n")).split("\n");
    return String.join(
        "\n",
        Arrays.stream(lines).map(line -> line.substring(Math.min(4, line.length()))).toList());
  }
}
