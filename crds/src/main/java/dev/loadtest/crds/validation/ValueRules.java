package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Paths;
import dev.loadtest.crds.model.Patterns;
import dev.loadtest.crds.model.ValueSpec;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for the values of requests and variants. */
final class ValueRules {
    /** Bound in every case; a value of the same name would hide them. */
    static final Set<String> ALWAYS_BOUND = Set.of("variant", "iteration");

    private static final Pattern NAME = Pattern.compile(Patterns.VALUE_NAME);

    private final Names names;
    private final Problems problems;

    ValueRules(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** The name of a value, a key of {@code values}. */
    void checkName(String name, String values) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    Paths.field(values, name),
                    Constraints.quoted(name) + " is not " + Patterns.meaning(Patterns.VALUE_NAME));
        } else if (ALWAYS_BOUND.contains(name)) {
            problems.add(Paths.field(values, name), "${" + name + "} is always bound; choose another name");
        }
    }

    /** The names of all values of one holder. */
    void checkNames(@Nullable Map<String, ValueSpec> values, String path) {
        Each.map(values).keySet().forEach(name -> {
            checkName(name, path);
            RowNames.prefixes(name)
                    .filter(row -> Each.map(values).get(row) != null
                            && Each.map(values).get(row).row() != null)
                    .forEach(row -> problems.add(
                            Paths.field(path, name),
                            "${" + name + "} is a column of the row " + Constraints.quoted(row)
                                    + "; choose another name"));
        });
    }

    void check(ValueSpec value, String path) {
        int kinds = Each.count(value.captured(), value.range(), value.oneOf(), value.file(), value.uuid(), value.row());
        if (kinds == 0) {
            problems.missing(
                    path,
                    "has none of captured, range, oneOf, file, uuid and row",
                    "captured",
                    "range",
                    "oneOf",
                    "file",
                    "uuid",
                    "row");
        } else if (kinds > 1) {
            problems.add(path, "has more than one of captured, range, oneOf, file, uuid and row");
        }
        ValueSpec.Range range = value.range();
        if (range != null && range.min() != null && range.max() != null && range.min() > range.max()) {
            problems.add(path + ".range", "is empty: min " + range.min() + " is above max " + range.max());
        }
        problems.knows(value.file(), names.files().keySet(), "file set", path + ".file");
        if (value.row() != null) {
            problems.knows(value.row().files(), names.files().keySet(), "file set", path + ".row.files");
        }
    }
}
