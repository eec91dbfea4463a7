package org.lessor.client.host;

import java.util.List;
import org.lessor.wire.Ipv4;

/// Who answers this host's questions about names.
///
/// @param servers the resolvers, best first
/// @param search the domains that names are completed with, in order, without a dot at the end;
///   only letters, digits, hyphens, underscores and dots
public record NameServers(List<Ipv4> servers, List<String> search) {
  /// None.
  public static final NameServers NONE = new NameServers(List.of(), List.of());

  /// Throws [IllegalArgumentException] if a domain is not a plain host name: it will stand in files
  /// and command lines.
  public NameServers {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
    for (String domain : search) {
      if (!isPlain(domain)) {
        throw new IllegalArgumentException("not a plain domain name: " + domain);
      }
    }
  }

  /// Whether `domain` consists of labels of letters, digits, hyphens and underscores, none of which
  /// begins with a hyphen, and is at most 253 characters long.
  static boolean isPlain(String domain) {
    return domain.length() <= 253
        && domain.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*");
  }

  /// Whether there is nothing to set.
  public boolean isEmpty() {
    return servers.isEmpty() && search.isEmpty();
  }

  /// `192.0.2.1 192.0.2.2 search example.org`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    servers.forEach(server -> text.append(' ').append(server));
    if (!search.isEmpty()) {
      text.append(" search ").append(String.join(" ", search));
    }
    return text.toString().strip();
  }
}
