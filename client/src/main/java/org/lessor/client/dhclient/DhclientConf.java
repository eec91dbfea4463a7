package org.lessor.client.dhclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.client.hook.IscOptions;
import org.lessor.client.host.OptionEdit;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4Prefix;

/// What a dhclient.conf(5) says about one interface.
///
/// @param times the times by the names of their statements (`timeout`, `retry`, ...), in seconds
/// @param sent what DISCOVER and REQUEST carry besides
/// @param requested option 55, most wanted first; empty where the file does not say
/// @param required the codes without which an offer is refused
/// @param edits what is done to what a server sent
/// @param rejected servers whose offers are refused
/// @param script the script that the file names
/// @param alias a fixed second address, and the options of its declaration
/// @param options how options are called
/// @param unsupported what the file says and this client does not do, with the line
public record DhclientConf(
    Map<String, Duration> times,
    Map<Integer, Bytes> sent,
    Optional<List<Integer>> requested,
    Set<Integer> required,
    List<OptionEdit> edits,
    List<Ipv4Prefix> rejected,
    Optional<Path> script,
    Map<String, String> alias,
    IscOptions options,
    List<String> unsupported) {
  /// What an empty file says.
  public static final DhclientConf NONE = read("", "", new Facts("", Bytes.EMPTY));

  /// dhclient's own list, without a `request` statement.
  public static final List<Integer> DEFAULT_REQUEST = List.of(1, 28, 2, 3, 15, 6, 12);

  /// Keeps immutable copies.
  public DhclientConf {
    times = Map.copyOf(times);
    sent = Map.copyOf(sent);
    requested = requested.map(List::copyOf);
    required = Set.copyOf(required);
    edits = List.copyOf(edits);
    rejected = List.copyOf(rejected);
    alias = Map.copyOf(alias);
    unsupported = List.copyOf(unsupported);
  }

  /// What expressions in the file may ask for.
  ///
  /// @param hostName `gethostname()`
  /// @param hardware `hardware`: the type and the address
  public record Facts(String hostName, Bytes hardware) {}

  /// Reads the file's text for an interface. Never fails: what cannot be read is among
  /// [#unsupported].
  ///
  /// @param text one `char` a byte
  public static DhclientConf read(String text, String interfaceName, Facts facts) {
    return new DhclientConfReader(text, interfaceName, facts).read();
  }

  /// The time of a statement; `otherwise` where the file does not say.
  public Duration time(String statement, Duration otherwise) {
    return times.getOrDefault(statement, otherwise);
  }
}
