package org.lessor.config;

import java.util.List;
import java.util.Optional;

/// A configuration that was looked at closely, for a person or a tool to read about.
///
/// @param loaded what became of it
/// @param effective what it comes to; empty where it is refused
public record Checked(Loaded loaded, Optional<EffectiveConfiguration> effective) {
  /// All complaints, in the order of the text.
  public List<Problem> problems() {
    return switch (loaded) {
      case Loaded.Ok(Configuration configuration) -> configuration.warnings();
      case Loaded.Refused(List<Problem> problems) -> problems;
    };
  }

  /// What was found, as strict JSON on one line: `{"result": "good", "problems": […]}`.
  public String json() {
    return "{" + members() + "}";
  }

  /// As [#json()], with the effective configuration and the origin of each of its values
  /// ([EffectiveConfiguration#origins()]) in the members `configuration` and `origins`, where the
  /// file is good.
  public String jsonWithConfiguration() {
    return "{"
        + members()
        + effective
            .map(found ->
                ", \"configuration\": " + found.json() + ", \"origins\": " + found.origins())
            .orElse("")
        + "}";
  }

  private String members() {
    StringBuilder out = new StringBuilder();
    for (Problem problem : problems()) {
      out.append(out.isEmpty() ? "" : ", ")
          .append("{\"severity\": ")
          .append(problem.severity() == Problem.Severity.ERROR ? "\"error\"" : "\"warning\"")
          .append(", ")
          .append(JsonWords.position(problem.position()))
          .append(", \"path\": ")
          .append(JsonWords.text(problem.path()))
          .append(", \"message\": ")
          .append(JsonWords.text(problem.message()))
          .append(", \"remedy\": ")
          .append(JsonWords.text(problem.remedy()))
          .append('}');
    }
    return "\"result\": "
        + (loaded instanceof Loaded.Ok ? "\"good\"" : "\"refused\"")
        + ", \"problems\": ["
        + out
        + "]";
  }
}
