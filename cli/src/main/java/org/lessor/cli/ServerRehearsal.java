package org.lessor.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Policy;
import org.lessor.engine.Reception;
import org.lessor.engine.Reception.Inlet;
import org.lessor.engine.Verdict;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.MessageView;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// Goes once through what every server does first, from the text of a configuration to a lease,
/// with no network and no effect, so that the virtual machine has loaded and linked it by the time
/// that the real server comes to it. Touches no log, which may be being set up meanwhile.
final class ServerRehearsal {
  private static final String CONFIGURATION =
      """
      { "Dhcp4": {
          "interfaces-config": { "interfaces": [ "eth0" ] },
          "subnet4": [ {
              "id": 1,
              "subnet": "192.0.2.0/24",
              "pools": [ { "pool": "192.0.2.100 - 192.0.2.200" } ],
              "option-data": [ { "name": "routers", "data": "192.0.2.1" } ] } ] } }
      """;

  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final HardwareAddress CLIENT = HardwareAddress.ethernet("02:00:00:00:00:01");
  private static final Reception FROM_THE_LINK =
      new Reception(
          new Inlet("eth0", SERVER, List.of(SERVER)),
          Ipv4.UNSPECIFIED,
          68,
          Ipv4.of("255.255.255.255"));

  private final Policy policy;
  private final LeaseTable leases;
  private final Instant now = Instant.now();

  private ServerRehearsal(Configuration configuration) {
    this.policy = Policy.of(configuration.settings());
    this.leases = new LeaseTable(configuration.settings(), 1);
  }

  /// Any thread. The lease that the client is given; empty where something went another way than in
  /// a real server.
  static Optional<Ipv4> perform() {
    if (!(Dhcp4Reader.readText(CONFIGURATION) instanceof Loaded.Ok(Configuration configuration))) {
      return Optional.empty();
    }
    ServerRehearsal rehearsal = new ServerRehearsal(configuration);
    return rehearsal
        .answer(Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(1), CLIENT, m -> m))
        .map(offer ->
            Message.of(
                Op.BOOTREQUEST,
                MessageType.DHCPREQUEST,
                new Xid(1),
                CLIENT,
                m ->
                    m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                        .option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.yiaddr())))
        .flatMap(rehearsal::answer)
        .map(DhcpMessage::yiaddr);
  }

  private Optional<MessageView> answer(Message message) {
    MessageView request = view(message);
    Verdict verdict = policy.decide(request, FROM_THE_LINK, leases, now);
    return verdict instanceof Verdict.Answered answered && leases.apply(verdict.changes())
        ? Optional.of(view(policy.reply(answered, request, FROM_THE_LINK)))
        : Optional.empty();
  }

  private static MessageView view(Message message) {
    byte[] bytes = message.encode().toArray();
    MessageView view = new MessageView();
    if (view.wrap(bytes, 0, bytes.length) != null) {
      throw new AssertionError(message);
    }
    return view;
  }
}
