package org.lessor.client.daemon;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One request to a running client, and its answer: the other end of [ControlSocket].
///
/// @param result what became of it
/// @param text for people, or JSON
public record ControlCall(Result result, String text) {
  /// What became of a request.
  public enum Result {
    /// It is done.
    DONE,
    /// It was not possible in time.
    FAILED,
    /// There is no such client, or no such request.
    UNKNOWN
  }

  /// Sends `request` to the client that listens at `path` and waits for the answer.
  ///
  /// @throws IOException where nobody answers there
  public static ControlCall send(Path path, String request) throws IOException {
    try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      Channels.newOutputStream(connection).write((request + "\n").getBytes(StandardCharsets.UTF_8));
      String answer =
          new String(Channels.newInputStream(connection).readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf('\n');
      String text = end < 0 ? "" : answer.substring(end + 1);
      return switch (end < 0 ? "" : answer.substring(0, end)) {
        case "done" -> new ControlCall(Result.DONE, text);
        case "failed" -> new ControlCall(Result.FAILED, text);
        case "unknown" -> new ControlCall(Result.UNKNOWN, text);
        default -> throw new IOException("the client at " + path + " ended while it was asked");
      };
    }
  }
}
