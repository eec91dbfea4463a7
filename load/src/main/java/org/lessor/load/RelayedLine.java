package org.lessor.load;

import java.io.IOException;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.Poller;
import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.UdpSocket;
import org.lessor.transport.Endpoint;

/// A relay agent's socket, in batches: from our address to the server.
final class RelayedLine implements LoadLine {
  private static final int SLOTS = 128;
  private static final int PAYLOAD_BYTES = 1500;
  private static final int RECEIVE_BUFFER_BYTES = 16 << 20;

  private final UdpSocket socket;
  private final Poller poller;
  private final int serverAddress;
  private final int serverPort;
  private final ReceivedDatagrams received = new ReceivedDatagrams(SLOTS, PAYLOAD_BYTES);
  private final OutgoingDatagrams outgoing = new OutgoingDatagrams(SLOTS, PAYLOAD_BYTES);
  private final Sink sink = new Sink();
  private long refused;

  private RelayedLine(UdpSocket socket, Poller poller, Endpoint server) {
    this.socket = socket;
    this.poller = poller;
    this.serverAddress = server.address().bits();
    this.serverPort = server.port();
  }

  static RelayedLine open(Endpoint local, Endpoint server) throws IOException {
    UdpSocket socket =
        UdpSocket.at(new Ip4(local.address().bits()), local.port())
            .receiveBufferBytes(RECEIVE_BUFFER_BYTES)
            .open();
    try {
      Poller poller = Poller.open();
      poller.add(socket, Poller.Interest.READ);
      return new RelayedLine(socket, poller, server);
    } catch (ErrnoException failure) {
      socket.close();
      throw failure;
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
      return 0;
    }

    @Override
    public void add(int sizeBytes, long mac) {
      outgoing.add(sizeBytes, serverAddress, serverPort);
    }
  }

  @Override
  public PacketSink sink() {
    return sink;
  }

  @Override
  public int receive() {
    return Math.max(0, socket.receive(received));
  }

  @Override
  public byte[] buffer(int index) {
    return received.payload(index);
  }

  @Override
  public int offset(int index) {
    return 0;
  }

  @Override
  public int length(int index) {
    return received.sizeBytes(index);
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
  public long droppedByKernel() {
    return socket.droppedByKernel();
  }

  @Override
  public long refused() {
    return refused;
  }

  @Override
  public void close() {
    poller.close();
    socket.close();
  }
}
