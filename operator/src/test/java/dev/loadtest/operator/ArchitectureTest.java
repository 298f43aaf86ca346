package dev.loadtest.operator;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.dsl.Deletable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Dependencies within the operator: observing and deciding have no client, and nothing sleeps. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.loadtest.operator");

    @Test
    void seesClasses() {
        assertThat(OURS.size()).isGreaterThan(20);
    }

    @Test
    void decideHasNoClientAndNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..operator.decide..",
                        "..operator.validate..",
                        "..operator.desired..",
                        "..operator.guard..",
                        "..operator.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8.kubernetes.client", "io.fabric8.kubernetes.client.dsl..", "io.javaoperatorsdk..")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(OURS);
    }

    @Test
    void workerIsNotADependency() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.loadtest.worker..", "dev.loadtest.cli..", "dev.loadtest.demo..", "io.vertx..")
                .check(OURS);
        assertThatThrownBy(() -> Class.forName("io.vertx.core.Vertx")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void noPackageCycles() {
        slices().matching("dev.loadtest.operator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    /** The client's own deletes send no UID, and delete any object of that name. */
    @Test
    void onlyDeletionDeletes() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Deletable.class))).and(target(name("delete"))))
                .check(OURS);
        noClasses()
                .that()
                .doNotHaveSimpleName("Deletion")
                .should()
                .callMethodWhere(target(owner(assignableTo(Client.class)))
                        .and(target(name("raw")))
                        .and(target(rawParameterTypes(String.class, String.class, Object.class))))
                .check(OURS);
    }

    @Test
    void noSleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
                .check(OURS);
    }
}
