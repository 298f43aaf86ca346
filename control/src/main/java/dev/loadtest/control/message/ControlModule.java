package dev.loadtest.control.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueRule;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import java.util.Map;

/**
 * JSON forms of the engine's types, kept here so that they need no annotations. Alternatives of sealed types have names
 * of the protocol, not of classes, which may be renamed between releases.
 */
final class ControlModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    ControlModule() {
        super("loadtest-control");
        choice(
                Body.class,
                Map.of(
                        "none", Body.None.class,
                        "text", Body.Text.class,
                        "json", Body.Json.class,
                        "file", Body.File.class,
                        "form", Body.Form.class,
                        "multipart", Body.Multipart.class));
        choice(Body.Part.class, Map.of("text", Body.TextPart.class, "file", Body.FilePart.class));
        choice(Header.Value.class, Map.of("text", Header.Text.class, "secret", Header.FromSecret.class));
        choice(
                Capture.Source.class,
                Map.of(
                        "json", Capture.JsonPointer.class,
                        "header", Capture.ResponseHeader.class,
                        "regex", Capture.Regex.class));
        choice(
                ValueRule.class,
                Map.of(
                        "equalsText", ValueRule.EqualsText.class,
                        "equalsNumber", ValueRule.EqualsNumber.class,
                        "equalsFlag", ValueRule.EqualsFlag.class,
                        "matches", ValueRule.Matches.class,
                        "present", ValueRule.Present.class,
                        "within", ValueRule.Within.class));
        choice(FailureLimit.class, Map.of("count", FailureLimit.Count.class, "percent", FailureLimit.Percent.class));
        choice(Unit.class, Map.of("request", Unit.OfRequest.class, "journey", Unit.OfJourney.class));
        choice(
                Tracking.class,
                Map.of("all", Tracking.All.class, "count", Tracking.Count.class, "percent", Tracking.Percent.class));
        choice(
                Phase.Items.class,
                Map.of(
                        "once",
                        Phase.Once.class,
                        "iterations",
                        Phase.Iterations.class,
                        "files",
                        Phase.ForEachFile.class));
        choice(
                Shape.class,
                Map.of(
                        "burst", Shape.Burst.class,
                        "rate", Shape.Rate.class,
                        "timedUsers", Shape.TimedUsers.class,
                        "countedUsers", Shape.CountedUsers.class,
                        "until", Shape.Until.class));
        choice(Auth.class, Map.of("basic", Auth.Basic.class, "oauth2", Auth.OAuth2.class));
        choice(Shape.Pacing.class, Map.of("after", Shape.After.class, "every", Shape.Every.class));
        choice(
                Think.class,
                Map.of(
                        "fixed", Think.Fixed.class,
                        "uniform", Think.Uniform.class,
                        "exponential", Think.Exponential.class));
        choice(
                ValueSource.class,
                Map.of(
                        "range", ValueSource.Range.class,
                        "oneOf", ValueSource.OneOf.class,
                        "oneOfFiles", ValueSource.OneOfFiles.class,
                        "uuid", ValueSource.Uuid.class,
                        "captured", ValueSource.Captured.class,
                        "row", ValueSource.Row.class));
        choice(
                SelectExpression.class,
                Map.of(
                        "word", SelectExpression.Word.class,
                        "not", SelectExpression.Not.class,
                        "and", SelectExpression.And.class,
                        "or", SelectExpression.Or.class));
        choice(
                Command.class,
                Map.of(
                        "begin", Command.Begin.class,
                        "fire", Command.Fire.class,
                        "pause", Command.Pause.class,
                        "resumeAt", Command.ResumeAt.class,
                        "stop", Command.Stop.class,
                        "finish", Command.Finish.class,
                        "forget", Command.Forget.class));
        PlainForms.addTo(this);
    }

    private <T> void choice(Class<T> closed, Map<String, Class<? extends T>> byName) {
        setMixInAnnotation(closed, Named.class);
        byName.forEach((name, type) -> registerSubtypes(new NamedType(type, name)));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Named {}
}
