package org.lessor.engine;

import static org.lessor.engine.TestClasses.tested;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

/// A program that measures what a decision costs with one subnet, and with 10,000 subnets, 100,000
/// reservations and 50 classes: nanoseconds of processor time and bytes of heap for a DHCPDISCOVER
/// through a relay agent, verdict only. It prints a table; nothing is asserted.
///
/// Argument: the number of subnets, 10,000 where there is none. Run it on the test class path.
final class DecisionMeasure {
  private static final int CLASSES = 50;
  private static final int CLIENTS = 1 << 14;
  private static final int ROUNDS = 20;
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String name;
  private final Policy policy;
  private final LeaseTable leases;
  private final List<Message> messages = new ArrayList<>();
  private final List<Reception> receptions = new ArrayList<>();
  private long consumed;

  private DecisionMeasure(String name, int subnets, int reservations, List<ClientClass> classes) {
    this.name = name;
    Settings settings = settings(subnets, reservations, classes);
    this.policy = Policy.of(settings);
    this.leases = new LeaseTable(settings, 0x1234_5678_9abc_def0L);
    Random random = new Random(7);
    for (int i = 0; i < CLIENTS; i++) {
      add(random.nextInt(subnets), random.nextInt(2 * Math.max(reservations, 1000)));
    }
  }

  private static Ipv4Prefix prefix(int subnet) {
    return new Ipv4Prefix(Ipv4.of("10.0.0.0").plus(subnet * 256L), 24);
  }

  private static HardwareAddress hardware(int client) {
    return new HardwareAddress(
        HardwareAddress.ETHERNET,
        Bytes.ofUnsigned(
            2, 0, client >>> 24 & 0xff, client >>> 16 & 0xff, client >>> 8 & 0xff, client & 0xff));
  }

  private static Settings settings(int subnets, int reservations, List<ClientClass> classes) {
    List<Network> networks = new ArrayList<>();
    int each = reservations / subnets;
    for (int i = 0; i < subnets; i++) {
      Ipv4 base = prefix(i).network();
      List<Reservation> reserved = new ArrayList<>();
      for (int j = 0; j < each; j++) {
        reserved.add(
            Reservation.of(new Reservation.Key.HwAddress(hardware(i * each + j)))
                .withAddress(Optional.of(base.plus(200 + j))));
      }
      Pool pool = Pool.of(base.plus(10), base.plus(150));
      Parameters parameters = Parameters.of(Lifetimes.fixed(3600));
      networks.add(
          Network.of(
              Subnet.of(i + 1, prefix(i), List.of(pool), parameters).withReservations(reserved)));
    }
    return Settings.of(networks).withClasses(classes);
  }

  private void add(int subnet, int client) {
    Ipv4 relay = prefix(subnet).network().plus(1);
    messages.add(
        Message.of(
            Op.BOOTREQUEST,
            MessageType.DHCPDISCOVER,
            new Xid(client),
            hardware(client),
            builder ->
                builder
                    .giaddr(relay)
                    .hops(1)
                    .option(55, Bytes.ofUnsigned(1, 3, 6, 15, 51, 58, 59))
                    .option(60, Bytes.ofText("MSFT 5.0"))
                    .option(77, Bytes.ofText("laptop"))
                    .option(82, Bytes.ofHex("010400010203"))));
    Ipv4 own = Ipv4.of("192.0.2.1");
    receptions.add(new Reception(new Reception.Inlet("eth0", own, List.of(own)), relay, 67, own));
  }

  /// Classes to which nobody belongs, by tests such as operators write.
  private static List<ClientClass> classes() {
    List<ClientClass> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      String test =
          switch (i % 5) {
            case 0 -> "substring(option[60].hex, 0, 7) == 'vendor" + i + "'";
            case 1 -> "option[77].text == 'user" + i + "'";
            case 2 -> "pkt4.mac == 0x0600000000" + String.format(Locale.ROOT, "%02d", i);
            case 3 -> "relay4[1].hex == 0x0a0b0c" + String.format(Locale.ROOT, "%02d", i);
            default -> "option[93].exists and member('class" + (i - 1) + "')";
          };
      classes.add(tested("class" + i, test));
    }
    return classes;
  }

  private void run() {
    List<MessageView> views = new ArrayList<>();
    for (Message message : messages) {
      MessageView view = new MessageView();
      Bytes sent = message.encode();
      view.wrap(sent.toArray(), 0, sent.length());
      views.add(view);
    }
    for (int i = 0; i < ROUNDS; i++) {
      decide(views);
    }
    long best = Long.MAX_VALUE;
    long bytes = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long heap = THREADS.getCurrentThreadAllocatedBytes();
      long cpu = THREADS.getCurrentThreadCpuTime();
      decide(views);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - cpu);
      bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - heap);
    }
    System.out.printf(
        Locale.ROOT,
        "%-48s %8.0f ns %8.0f bytes  (%d)%n",
        name,
        (double) best / CLIENTS,
        (double) bytes / CLIENTS,
        consumed & 1);
  }

  private void decide(List<MessageView> views) {
    for (int i = 0; i < views.size(); i++) {
      Verdict verdict = policy.decide(views.get(i), receptions.get(i), leases, NOW);
      consumed += verdict.changes().size();
    }
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    int many = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
    List<DecisionMeasure> measures =
        List.of(
            new DecisionMeasure("one subnet", 1, 0, List.of()),
            new DecisionMeasure("one subnet, 50 classes", 1, 0, classes()),
            new DecisionMeasure("many subnets", many, 0, List.of()),
            new DecisionMeasure("many subnets, reservations", many, 10 * many, List.of()),
            new DecisionMeasure(
                "many subnets, reservations, 50 classes", many, 10 * many, classes()));
    for (int i = 0; i < 2; i++) {
      measures.forEach(DecisionMeasure::run);
    }
  }
}
