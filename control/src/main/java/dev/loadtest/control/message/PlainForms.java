package dev.loadtest.control.message;

import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.wire.BlockSheetState;
import dev.loadtest.engine.result.wire.TallySheetState;
import dev.loadtest.engine.result.wire.TimelineState;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.share.CapturedValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Types whose JSON form differs from their Java form. */
final class PlainForms {
    private PlainForms() {}

    /** A part of a template; separate parts preserve what the text form cannot, such as a dollar before a reference. */
    private record Piece(@Nullable String text, @Nullable String ref) {
        static Piece of(Template.Part part) {
            return switch (part) {
                case Template.Literal literal -> new Piece(literal.text(), null);
                case Template.Reference reference -> new Piece(null, reference.name());
            };
        }

        Template.Part part() {
            if (text != null) {
                return new Template.Literal(text);
            }
            if (ref != null) {
                return new Template.Reference(ref);
            }
            throw new IllegalArgumentException("neither a text nor a reference");
        }
    }

    private record Pieces(List<Piece> pieces) {}

    /** A metric: a plain one's name, or a percentile. */
    private record MetricForm(
            @Nullable String plain, @Nullable Double percentile) {
        static MetricForm of(Threshold.Metric metric) {
            return switch (metric) {
                case Threshold.Plain plain -> new MetricForm(plain.name(), null);
                case Threshold.Percentile percentile -> new MetricForm(null, percentile.percentile());
            };
        }

        Threshold.Metric metric() {
            if (plain != null) {
                return Threshold.Plain.valueOf(plain);
            }
            if (percentile != null) {
                return new Threshold.Percentile(percentile);
            }
            throw new IllegalArgumentException("neither a plain metric nor a percentile");
        }
    }

    private record CapturingForm(Map<Long, CapturedValue> kept, long seen, long end, Map<String, Long> misses) {}

    static void addTo(SimpleModule module) {
        form(module, Duration.class, String.class, Duration::toString, Duration::parse);
        form(
                module,
                Template.class,
                Pieces.class,
                t -> new Pieces(t.parts().stream().map(Piece::of).toList()),
                p -> new Template(p.pieces().stream().map(Piece::part).toList()));
        form(module, Threshold.Metric.class, MetricForm.class, MetricForm::of, MetricForm::metric);
        form(module, TallySheet.class, TallySheetState.class, TallySheet::state, TallySheet::of);
        form(module, BlockSheet.class, BlockSheetState.class, BlockSheet::state, BlockSheet::of);
        form(module, Timeline.class, TimelineState.class, Timeline::state, Timeline::of);
        form(
                module,
                Capturing.class,
                CapturingForm.class,
                c -> new CapturingForm(new TreeMap<>(c.kept()), c.seen(), c.end(), new TreeMap<>(c.misses())),
                f -> Capturing.of(f.kept(), f.seen(), f.end(), f.misses()));
        module.addSerializer(new SortedSets());
    }

    private static <T, F> void form(
            SimpleModule module, Class<T> type, Class<F> form, Function<T, F> write, Function<F, T> read) {
        module.addSerializer(type, new StdDelegatingSerializer(type, new Conversion<>(type, form, write)));
        module.addDeserializer(type, new StdDelegatingDeserializer<>(new Conversion<>(form, type, read)));
    }
}
