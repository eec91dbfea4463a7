package org.lessor.load;

import java.io.IOException;
import java.util.function.IntToLongFunction;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.Poller;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.linux.packet.BpfProgram;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.OutgoingFrames;
import org.lessor.linux.packet.PacketSocket;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.linux.packet.UdpHeaders;
import org.lessor.linux.packet.UdpPacket;
import org.lessor.wire.MessageTemplate;

/// Many clients on the link of one interface, in batches of raw frames: each sends from its own
/// Ethernet address to everyone. What comes back is broadcast, as they ask for, or for the Ethernet
/// address of one of them: the interface lets in what is not for its own. Whoever asks by ARP for
/// an address that a client holds is told that client's Ethernet address, since a server sends to
/// it what answers a renewal.
final class DirectLine implements LoadLine {
  private static final int SLOTS = 128;
  private static final int FRAME_BYTES = 1514;
  private static final int RECEIVE_BUFFER_BYTES = 16 << 20;
  private static final int CLIENT_PORT = 68;
  private static final int ARP_SLOTS = 64;
  private static final int ARP_FRAME_BYTES = 128;
  private static final int ARP_BUFFER_BYTES = 4 << 20;

  /// The Ethernet header: destination, source, type.
  private static final int SOURCE = 6;

  private static final int TYPE = SOURCE + 6;
  private static final int ETHERNET_BYTES = TYPE + 2;
  private static final long EVERYONE = 0xffff_ffff_ffffL;

  private final PacketSocket socket;
  private final PacketSocket arp;
  private final IntToLongFunction holders;
  private final ReceivedFrames questions = new ReceivedFrames(ARP_SLOTS, ARP_FRAME_BYTES);
  private final OutgoingFrames answers = new OutgoingFrames(ARP_SLOTS, ARP_FRAME_BYTES);
  private final Poller poller;
  private final UdpHeaders headers;
  private final ReceivedFrames received = new ReceivedFrames(SLOTS, FRAME_BYTES);
  private final OutgoingFrames outgoing = new OutgoingFrames(SLOTS, FRAME_BYTES);
  private final UdpPacket[] packets = new UdpPacket[SLOTS];
  private final boolean[] ours = new boolean[SLOTS];
  private final Sink sink = new Sink();
  private long refused;
  private long dropped;

  private DirectLine(
      PacketSocket socket,
      PacketSocket arp,
      Poller poller,
      int serverPort,
      IntToLongFunction holders) {
    this.socket = socket;
    this.arp = arp;
    this.poller = poller;
    this.holders = holders;
    this.headers = UdpHeaders.between(Ip4.ANY, CLIENT_PORT, Ip4.BROADCAST, serverPort);
    for (int i = 0; i < SLOTS; i++) {
      packets[i] = new UdpPacket();
    }
  }

  /// Opens the sockets. `holders` says of an address which client's Ethernet address (lower 48
  /// bits) holds it, or [LoadMachine#NOBODY].
  static DirectLine open(String interfaceName, int serverPort, IntToLongFunction holders)
      throws IOException {
    int index = index(interfaceName);
    PacketSocket socket =
        PacketSocket.on(index, EtherType.IPV4, PacketSocket.Kind.RAW)
            .filter(BpfProgram.udpTo(CLIENT_PORT, PacketSocket.Kind.RAW))
            .receiveBufferBytes(RECEIVE_BUFFER_BYTES)
            .promiscuous()
            .open();
    try {
      PacketSocket arp =
          PacketSocket.on(index, EtherType.ARP, PacketSocket.Kind.RAW)
              .receiveBufferBytes(ARP_BUFFER_BYTES)
              .open();
      try {
        Poller poller = Poller.open();
        poller.add(socket, Poller.Interest.READ);
        poller.add(arp, Poller.Interest.READ);
        return new DirectLine(socket, arp, poller, serverPort, holders);
      } catch (IOException failure) {
        arp.close();
        throw failure;
      }
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  private static int index(String interfaceName) throws IOException {
    try (Rtnetlink kernel = Rtnetlink.open()) {
      Link link =
          kernel
              .link(interfaceName)
              .orElseThrow(() ->
                  new IOException(
                      "there is no interface "
                          + interfaceName
                          + ": \"ip link\" shows those there are"));
      if (link.hardwareType() != Link.ARPHRD_ETHER) {
        throw new IOException(
            interfaceName
                + " is no Ethernet link, so that no clients can be on it: name another one, or a"
                + " relay agent's address");
      }
      return link.index();
    }
  }

  private final class Sink implements PacketSink {
    @Override
    public byte[] next() {
      if (outgoing.full()) {
        flush();
      }
      return outgoing.next();
    }

    @Override
    public int payloadOffset() {
      return ETHERNET_BYTES + UdpHeaders.SIZE_BYTES;
    }

    @Override
    public void add(int sizeBytes, long mac) {
      byte[] frame = outgoing.next();
      MessageTemplate.putEthernet(frame, 0, EVERYONE);
      MessageTemplate.putEthernet(frame, SOURCE, mac);
      frame[TYPE] = (byte) (EtherType.IPV4 >>> 8);
      frame[TYPE + 1] = (byte) EtherType.IPV4;
      outgoing.add(ETHERNET_BYTES + headers.write(frame, ETHERNET_BYTES, sizeBytes));
    }
  }

  @Override
  public PacketSink sink() {
    return sink;
  }

  @Override
  public int receive() {
    answerQuestions();
    int count = Math.max(0, socket.receive(received));
    for (int i = 0; i < count; i++) {
      int sizeBytes = received.sizeBytes(i) - ETHERNET_BYTES;
      ours[i] =
          sizeBytes > 0
              && packets[i].read(
                      received.packet(i), ETHERNET_BYTES, sizeBytes, received.checksum(i))
                  == UdpPacket.Outcome.UDP;
    }
    return count;
  }

  private void answerQuestions() {
    int count = arp.receive(questions);
    for (int i = 0; i < count; i++) {
      int sizeBytes = questions.sizeBytes(i) - ETHERNET_BYTES;
      if (sizeBytes > 0
          && ArpMessage.read(questions.packet(i), ETHERNET_BYTES, sizeBytes)
              instanceof ArpMessage question
          && question.operation() == ArpMessage.Operation.REQUEST) {
        answer(question);
      }
    }
    if (answers.count() > 0) {
      arp.send(answers);
      answers.clear();
    }
  }

  private void answer(ArpMessage question) {
    long mac = holders.applyAsLong(question.target().bits());
    if (mac == LoadMachine.NOBODY) {
      return;
    }
    byte[] frame = answers.next();
    MessageTemplate.putEthernet(frame, SOURCE, mac);
    LinkAddress holder = LinkAddress.of(frame, SOURCE, TYPE);
    question.senderHardware().copyTo(frame, 0);
    frame[TYPE] = (byte) (EtherType.ARP >>> 8);
    frame[TYPE + 1] = (byte) EtherType.ARP;
    answers.add(ETHERNET_BYTES + ArpMessage.replyTo(question, holder).write(frame, ETHERNET_BYTES));
  }

  @Override
  public byte[] buffer(int index) {
    return received.packet(index);
  }

  @Override
  public int offset(int index) {
    return packets[index].payloadOffset();
  }

  @Override
  public int length(int index) {
    return ours[index] ? packets[index].payloadBytes() : 0;
  }

  @Override
  public void flush() {
    if (outgoing.count() > 0) {
      int sent = socket.send(outgoing);
      refused += outgoing.count() - sent;
      outgoing.clear();
    }
  }

  @Override
  public void await(long timeoutNanos) throws IOException {
    poller.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public long droppedByKernel() throws IOException {
    dropped += socket.takeStatistics().dropped();
    return dropped;
  }

  @Override
  public long refused() {
    return refused;
  }

  @Override
  public void close() {
    poller.close();
    arp.close();
    socket.close();
  }
}
