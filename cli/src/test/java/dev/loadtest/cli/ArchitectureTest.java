package dev.loadtest.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Allowed dependencies between modules, and rules for all of them. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Tests of another module that tests here use, once they are packaged.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.loadtest");

    /** The modules that each module may depend on. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.of(
            "engine", Set.of(),
            "crds", Set.of("engine"),
            "report", Set.of("engine"),
            "control", Set.of("engine"),
            "worker", Set.of("engine", "control"),
            "demo", Set.of(),
            "cli", Set.of("engine", "crds", "report", "worker", "demo")));

    /** Packages that may have more than 25 classes, for the reason in their package-info. */
    private static final List<String> LARGE =
            List.of("dev.loadtest.crds.model", "dev.loadtest.engine.plan", "dev.loadtest.engine.run");

    @Test
    void seesEveryModule() {
        assertThat(OURS.stream().map(ArchitectureTest::module).collect(Collectors.toSet()))
                .isEqualTo(ARROWS.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "control", "crds", "report", "worker", "demo", "cli"})
    void moduleDependencies(String module) {
        Set<String> forbidden = new TreeSet<>(ARROWS.keySet());
        forbidden.remove(module);
        forbidden.removeAll(ARROWS.getOrDefault(module, Set.of()));
        if (forbidden.isEmpty()) {
            return;
        }
        String[] packages =
                forbidden.stream().map(name -> "dev.loadtest." + name + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.loadtest." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(OURS);
    }

    @Test
    void engineIsPlainJava() {
        // Arrays of primitives are in the empty package.
        classes()
                .that()
                .resideInAPackage("dev.loadtest.engine..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "", "java..", "dev.loadtest.engine..", "org.HdrHistogram..", "org.jspecify.."))
                .check(OURS);
    }

    /** The library has no maintainer: everything else uses LatencyHistogram. */
    @Test
    void hdrHistogramOnlyBehindLatencyHistogram() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.loadtest.engine.result.latency")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.HdrHistogram..")
                .check(OURS);
        classes()
                .that()
                .resideInAPackage("dev.loadtest.engine.result.latency")
                .and()
                .doNotHaveSimpleName("LatencyHistogram")
                .and(DescribedPredicate.describe("use HdrHistogram", it -> it.getDirectDependenciesFromSelf().stream()
                        .anyMatch(to -> to.getTargetClass().getPackageName().equals("org.HdrHistogram"))))
                .should()
                .bePackagePrivate()
                .check(OURS);
    }

    @Test
    void kubernetesOnlyInResourceAndClusterCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.loadtest.crds..", "dev.loadtest.cli.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(OURS);
    }

    @Test
    void vertxOnlyInHttpModules() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.loadtest.worker..", "dev.loadtest.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "control", "crds", "report", "worker", "demo", "cli"})
    void noPackageCycles(String module) {
        slices().matching("dev.loadtest." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void packagesAreNullMarked() {
        List<String> unmarked = OURS.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(it -> !it.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertThat(unmarked).isEmpty();
    }

    /** It is what users write and the CRD is generated from; reading, checking and compiling know it, not the reverse. */
    @Test
    void resourceModelIsOnItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("dev.loadtest.crds.model..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.loadtest..").and(not(resideInAnyPackage("dev.loadtest.crds.model.."))))
                .check(OURS);
    }

    /** In a larger package it is no longer visible which classes belong together. */
    @Test
    void packagesHaveAtMost25Classes() {
        Map<String, Long> sizes = OURS.stream()
                .filter(it -> !it.getName().contains("$") && !it.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.values().removeIf(size -> size <= 25);
        assertThat(LARGE).containsAll(sizes.keySet());
    }

    @Test
    void noSleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
                .check(OURS);
    }

    @Test
    void timeComesFromOneClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.loadtest.worker.VertxLoop")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(OURS);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
