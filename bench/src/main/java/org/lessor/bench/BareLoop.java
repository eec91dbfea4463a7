package org.lessor.bench;

import java.util.Arrays;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.Poller;
import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.UdpSocket;

/// The yardstick: a program that turns DHCP packets around and does nothing else, so that what it
/// costs is what the kernel costs. DISCOVER becomes OFFER and REQUEST becomes ACK, with an address
/// that follows from chaddr; there are no leases, no options but the three that a client needs, and
/// no checks.
///
/// ```
/// java ... org.lessor.bench.BareLoop ADDRESS [BATCH]
/// ```
///
/// It serves UDP port 67 of ADDRESS until it is killed.
public final class BareLoop {
  private static final int PORT = 67;
  private static final int PAYLOAD_BYTES = 1500;
  private static final int RECEIVE_BUFFER_BYTES = 16 << 20;

  /// RFC 2131 section 2.
  private static final int YIADDR = 16;

  private static final int CHADDR = 28;
  private static final int OPTIONS = 240;
  private static final int REPLY_BYTES = 300;

  /// The value of option 53, which the load tester sends first.
  private static final int TYPE = OPTIONS + 2;

  private static final int DISCOVER = 1;
  private static final int OFFER = 2;
  private static final int ACK = 5;

  /// Behind option 53: the server identifier, a lease of a day, END.
  private static final byte[] TAIL = {
    54, 4, 0, 0, 0, 0, 51, 4, 0, 1, 0x51, (byte) 0x80, (byte) 255
  };

  private final ReceivedDatagrams received;
  private final OutgoingDatagrams outgoing;
  private final byte[] tail = TAIL.clone();

  private BareLoop(Ip4 address, int slots) {
    received = new ReceivedDatagrams(slots, PAYLOAD_BYTES);
    outgoing = new OutgoingDatagrams(slots, PAYLOAD_BYTES);
    for (int i = 0; i < 4; i++) {
      tail[2 + i] = (byte) (address.bits() >>> (8 * (3 - i)));
    }
  }

  /// Serves until it is killed.
  public static void main(String[] arguments) throws ErrnoException {
    Ip4 address = Ip4.of(arguments[0]);
    int slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 128;
    try (UdpSocket socket =
            UdpSocket.at(address, PORT).receiveBufferBytes(RECEIVE_BUFFER_BYTES).open();
        Poller poller = Poller.open()) {
      poller.add(socket, Poller.Interest.READ);
      BareLoop loop = new BareLoop(address, slots);
      while (true) {
        if (loop.turnAround(socket) == 0) {
          poller.await(Poller.FOREVER_NANOS);
        }
      }
    }
  }

  private int turnAround(UdpSocket socket) {
    int count = socket.receive(received);
    outgoing.clear();
    for (int slot = 0; slot < count; slot++) {
      if (received.sizeBytes(slot) > TYPE) {
        byte[] reply = outgoing.next();
        System.arraycopy(received.payload(slot), 0, reply, 0, TYPE + 1);
        write(reply);
        outgoing.add(REPLY_BYTES, received.sourceAddress(slot), received.sourcePort(slot));
      }
    }
    if (outgoing.count() > 0) {
      socket.send(outgoing);
    }
    return count;
  }

  private void write(byte[] reply) {
    reply[0] = 2;
    reply[TYPE] = (byte) (reply[TYPE] == DISCOVER ? OFFER : ACK);
    // 10.x.y.z from the last three octets of the Ethernet address.
    reply[YIADDR] = 10;
    System.arraycopy(reply, CHADDR + 3, reply, YIADDR + 1, 3);
    System.arraycopy(tail, 0, reply, TYPE + 1, tail.length);
    Arrays.fill(reply, TYPE + 1 + tail.length, REPLY_BYTES, (byte) 0);
  }
}
