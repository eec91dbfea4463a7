package org.lessor.lab.simulation;

import java.util.List;
import org.lessor.lab.simulation.Questions.Question;
import org.lessor.transport.SimulatedFrame;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// Whether a server's reply goes where RFC 2131 section 4.1 says, and holds what table 3 of section
/// 4.3.1 says.
final class Addressing {
  private static final int SERVER_PORT = 67;
  private static final int CLIENT_PORT = 68;

  private final Questions questions;

  Addressing(Questions questions) {
    this.questions = questions;
  }

  /// What `reply`, sent by that server, answers.
  Question check(int server, Sighting reply) {
    MessageType asked =
        reply.type() == MessageType.DHCPOFFER ? MessageType.DHCPDISCOVER : MessageType.DHCPREQUEST;
    Question question = questions.of(reply.message(), asked);
    if (question == null) {
      throw broken(reply, "answers nothing that was asked");
    }
    fields(server, reply, question.message());
    destination(reply, question.message());
    return question;
  }

  private static Violation broken(Sighting reply, String what) {
    return new Violation(Violation.Promise.WELL_ADDRESSED, what + ": " + reply);
  }

  private static void require(Sighting reply, boolean holds, String otherwise) {
    if (!holds) {
      throw broken(reply, otherwise);
    }
  }

  private static void fields(int server, Sighting reply, Message request) {
    Message message = reply.message();
    Ipv4 own = Site.serverAddress(server);
    require(reply, message.op() == Op.BOOTREPLY, "is no BOOTREPLY");
    require(reply, reply.ip().source().equals(own), "comes from another address than the server's");
    require(reply, reply.udp().sourcePort() == SERVER_PORT, "comes from another port than 67");
    require(reply, Told.server(message).filter(own::equals).isPresent(), "names another server");
    // RFC 2131 section 4.3.2: the relay agent must broadcast a DHCPNAK.
    boolean byRelay = reply.type() == MessageType.DHCPNAK && !request.giaddr().isUnspecified();
    boolean flags = byRelay ? message.broadcast() : message.flags() == request.flags();
    require(reply, flags, "has the wrong flags");
    require(reply, message.hops() == 0 && message.secs() == 0, "has hops or secs");
    boolean carriesOption50 = message.has(StandardOptions.DHCP_REQUESTED_ADDRESS);
    require(reply, !carriesOption50, "repeats the requested address");
    switch (reply.type()) {
      case DHCPOFFER -> {
        require(reply, message.yiaddr().isHost(), "offers nothing");
        require(reply, Told.leaseSeconds(message).orElse(0L) > 0, "has no lease time");
        require(reply, message.ciaddr().isUnspecified(), "has a ciaddr");
      }
      case DHCPACK -> {
        Ipv4 wanted =
            request.ciaddr().isUnspecified()
                ? Told.requested(request).orElse(Ipv4.UNSPECIFIED)
                : request.ciaddr();
        require(reply, message.yiaddr().equals(wanted), "gives another address than " + wanted);
        require(reply, Told.leaseSeconds(message).orElse(0L) > 0, "has no lease time");
        require(reply, message.ciaddr().equals(request.ciaddr()), "has another ciaddr");
      }
      case DHCPNAK -> {
        boolean empty = message.yiaddr().isUnspecified() && message.ciaddr().isUnspecified();
        require(reply, empty && Told.leaseSeconds(message).isEmpty(), "refuses and gives");
      }
      default -> throw broken(reply, "is nothing that a server says here");
    }
  }

  private static void destination(Sighting reply, Message request) {
    SimulatedFrame frame = reply.frame();
    HardwareAddress relay = Site.relayHardware(0);
    if (!request.giaddr().isUnspecified()) {
      to(reply, request.giaddr(), SERVER_PORT, List.of(relay));
    } else if (reply.type() == MessageType.DHCPNAK || request.ciaddr().isUnspecified()) {
      if (reply.type() == MessageType.DHCPNAK || request.broadcast()) {
        to(reply, Ipv4.BROADCAST, CLIENT_PORT, List.of(SimulatedFrame.EVERYONE));
      } else {
        to(reply, reply.yiaddr(), CLIENT_PORT, List.of(request.chaddr()));
      }
    } else {
      // By ARP to whoever has that address, or by the router.
      require(reply, !frame.destination().equals(SimulatedFrame.EVERYONE), "goes to everyone");
      to(reply, request.ciaddr(), CLIENT_PORT, List.of(frame.destination()));
    }
  }

  private static void to(Sighting reply, Ipv4 address, int port, List<HardwareAddress> hardware) {
    require(reply, reply.ip().destination().equals(address), "should go to " + address);
    require(reply, reply.udp().destinationPort() == port, "should go to port " + port);
    require(
        reply,
        hardware.contains(reply.frame().destination()),
        "should go in frames to " + hardware);
  }
}
