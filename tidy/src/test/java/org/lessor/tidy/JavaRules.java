package org.lessor.tidy;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/// Rules about Java files as the compiler reads them.
final class JavaRules {
  /// Files in which every exception may be caught: the outermost edge of a worker or a program, and
  /// what runs or closes things of others. File and reason.
  static final Map<String, String> CATCH_ALL =
      Map.of(
          "lab/src/test/java/org/lessor/lab/net/Lab.java",
          "closes everything that a test opened, whatever one of them throws",
          "linux/src/main/java/org/lessor/linux/NetworkNamespace.java",
          "turns what cannot be thrown by its own task into an AssertionError");

  /// Types whose name ends in a word that says nothing, each with the reason why it must.
  static final Map<String, String> ODD_NAMES = Map.of();

  /// Files that belong to no module. File and reason.
  static final Map<String, String> APART =
      Map.of(
          "cli/src/build/NewClassFiles.java", "a step of the build, which runs it from its source",
          "cli/src/build/PlainCode.java", "a part of that step");

  private static final Pattern PLACE =
      Pattern.compile("([a-z]+)/src/(main|test)/java/org/lessor/([a-z]+)/(.*)");

  private static final Set<String> KINDS =
      Set.of("util", "utils", "model", "impl", "exceptions", "common", "misc", "helpers");

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Manager|Helpers?|Utils?|Data|Info|Impl)");

  private JavaRules() {}

  static List<Complaint> catchesDoSomething(SourceFile file) {
    return scan(
        file,
        context ->
            new Scanner(context) {
              @Override
              public Void visitCatch(CatchTree tree, Void nothing) {
                if (tree.getBlock().getStatements().isEmpty() && !holdsComment(tree.getBlock())) {
                  complain(tree, "an empty catch hides what went wrong: act, or say why not");
                }
                return super.visitCatch(tree, nothing);
              }
            });
  }

  static List<Complaint> catchesAreNarrow(SourceFile file) {
    if (CATCH_ALL.containsKey(file.path())) {
      return List.of();
    }
    return scan(
        file,
        context ->
            new Scanner(context) {
              @Override
              public Void visitCatch(CatchTree tree, Void nothing) {
                Tree type = tree.getParameter().getType();
                List<? extends Tree> types =
                    type instanceof UnionTypeTree union
                        ? union.getTypeAlternatives()
                        : List.of(type);
                if (types.stream()
                    .anyMatch(t -> t.toString().matches("(java\\.lang\\.)?Exception"))) {
                  complain(tree, "name the exceptions that are expected here");
                }
                return super.visitCatch(tree, nothing);
              }
            });
  }

  /// Whatever another module can see says what it means. A type in `internal` says so once, for all
  /// that it has; a builder's methods are documented where what they set is.
  static List<Complaint> publicThingsAreDocumented(SourceFile file) {
    if (!file.path().contains("/src/main/") || file.path().endsWith("-info.java")) {
      return List.of();
    }
    return scan(file, DocScanner::new);
  }

  static List<Complaint> packagesAreNamedForFeatures(SourceFile file) {
    if (!file.isJava()
        || file.path().endsWith("module-info.java")
        || APART.containsKey(file.path())) {
      return List.of();
    }
    Matcher place = PLACE.matcher(file.path());
    if (!place.matches() || !place.group(1).equals(place.group(3))) {
      return List.of(
          new Complaint(file.path(), 1, "belongs below MODULE/src/main/java/org/lessor/MODULE"));
    }
    return Pattern.compile("/")
        .splitAsStream(place.group(4))
        .filter(KINDS::contains)
        .map(kind -> new Complaint(file.path(), 1, "cut by feature, not by kind: " + kind))
        .toList();
  }

  static List<Complaint> typesAreNamedForWhatTheyAre(SourceFile file) {
    return scan(
        file,
        context ->
            new Scanner(context) {
              @Override
              public Void visitClass(ClassTree tree, Void nothing) {
                String name = tree.getSimpleName().toString();
                if (EMPTY_NAME.matcher(name).matches() && !ODD_NAMES.containsKey(name)) {
                  complain(tree, "a name that ends like this says nothing: " + name);
                }
                return super.visitClass(tree, nothing);
              }
            });
  }

  private interface Start {
    Scanner on(Context context);
  }

  private record Context(SourceFile file, SourceFile.Parsed parsed, List<Complaint> complaints) {}

  private static List<Complaint> scan(SourceFile file, Start start) {
    if (!file.isJava()) {
      return List.of();
    }
    var context = new Context(file, file.parsed(), new ArrayList<>());
    start.on(context).scan(context.parsed().unit(), null);
    return context.complaints();
  }

  private static class Scanner extends TreePathScanner<Void, Void> {
    final Context context;

    Scanner(Context context) {
      this.context = context;
    }

    /// Whether anything is written between the braces of a block without statements.
    final boolean holdsComment(Tree emptyBlock) {
      var positions = context.parsed().docs().getSourcePositions();
      var unit = context.parsed().unit();
      int start = (int) positions.getStartPosition(unit, emptyBlock);
      int end = (int) positions.getEndPosition(unit, emptyBlock);
      return !context.file().text().substring(start + 1, end - 1).isBlank();
    }

    final void complain(Tree tree, String message) {
      var parsed = context.parsed();
      long start = parsed.docs().getSourcePositions().getStartPosition(parsed.unit(), tree);
      var complaint = new Complaint(context.file().path(), parsed.line(start), message);
      context.complaints().add(complaint);
    }
  }

  private static final class DocScanner extends Scanner {
    DocScanner(Context context) {
      super(context);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      // What stands in a type that nobody else sees is nobody else's business.
      if (!isPublic(tree.getModifiers())) {
        return null;
      }
      needDoc(tree.getSimpleName());
      return super.visitClass(tree, nothing);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      boolean told =
          tree.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      boolean constructsRecord =
          tree.getReturnType() == null && enclosing().getKind() == Tree.Kind.RECORD;
      boolean toldByItsType =
          context.file().path().contains("/internal/")
              || enclosing().getSimpleName().contentEquals("Builder");
      if (isPublic(tree.getModifiers()) && !told && !constructsRecord && !toldByItsType) {
        needDoc(tree.getName());
      }
      return null; // no further: local classes are not public
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
      return null; // constants explain themselves where their name and value do
    }

    private void needDoc(CharSequence name) {
      if (context.parsed().docs().getDocComment(getCurrentPath()) == null) {
        complain(getCurrentPath().getLeaf(), "public, but no doc says what it means: " + name);
      }
    }

    private boolean isPublic(ModifiersTree modifiers) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean inInterface =
          parent.getLeaf() instanceof ClassTree type
              && (type.getKind() == Tree.Kind.INTERFACE
                  || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private ClassTree enclosing() {
      return (ClassTree) getCurrentPath().getParentPath().getLeaf();
    }
  }
}
