package org.lessor.bench.micro;

import java.util.concurrent.TimeUnit;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Parsing and encoding one message of a relayed client (320 bytes).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MessageBenchmark {
  private static final int CLIENT_IDENTIFIER = 61;
  private static final int RELAY_AGENT_INFORMATION = 82;

  private final MessageView view = new MessageView();
  private final ByteWindow window = new ByteWindow();
  private final byte[] target = new byte[1500];
  private Message message;
  private byte[] payload;

  /// A benchmark for JMH to fill in.
  public MessageBenchmark() {}

  /// Makes the message.
  @Setup
  public void encodeOnce() {
    message = Messages.discover(1, Ipv4.of("10.0.0.1"));
    Bytes encoded = message.encode();
    payload = encoded.toArray();
  }

  /// What the server does with every packet: a window on its bytes, and the options that it asks
  /// for first.
  @Benchmark
  public void parseInPlace(Blackhole sink) {
    sink.consume(view.wrap(payload, 0, payload.length));
    sink.consume(view.messageType());
    sink.consume(view.option(CLIENT_IDENTIFIER, window));
    sink.consume(window.length());
    sink.consume(view.option(RELAY_AGENT_INFORMATION, window));
    sink.consume(window.length());
  }

  /// Parsing into a value of its own, as the client and tests do.
  @Benchmark
  public Decoded parseToValue() {
    return Message.decode(payload, 0, payload.length);
  }

  /// Encoding into a buffer.
  @Benchmark
  public MessageEncoder.Encoded encode() {
    return MessageEncoder.encode(message, target, target.length);
  }
}
