package dev.loadtest.control.message;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.capture.Capturing;
import dev.loadtest.engine.share.CapturedValue;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random values of the engine's records, drawn from a seed by reflection, so that new fields are covered automatically.
 */
final class RandomValues {
    private static final String[] TEXTS = {
        "", "a", "${", "$", "}", "zeile\n\"\\", "\u0000\u2028", "日本語 \uD83D\uDE00", "is", "x".repeat(300)
    };
    private static final int DEEP = 12;

    private final Random random;
    private int depth;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    <T> T next(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        depth++;
        try {
            return type instanceof ParameterizedType generic ? container(generic) : plain((Class<?>) type);
        } finally {
            depth--;
        }
    }

    private Object container(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        int size = random.nextInt(depth > DEEP ? 2 : 4);
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value(of[0]), value(of[1]));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(of[0]));
        }
        return type.getRawType() == Set.class ? new HashSet<>(list) : list;
    }

    private Object plain(Class<?> type) {
        if (type == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(5);
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt();
        } else if (type == long.class || type == Long.class) {
            return random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong();
        } else if (type == double.class || type == Double.class) {
            return random.nextGaussian() * Math.exp(random.nextInt(60) - 30);
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == BigDecimal.class) {
            return BigDecimal.valueOf(random.nextLong(), random.nextInt(20));
        } else if (type == Duration.class) {
            return Duration.ofSeconds(random.nextInt(1_000_000), random.nextInt(1_000_000_000));
        } else if (type == TallySheet.class) {
            return sheet();
        } else if (type == BlockSheet.class) {
            return blocks();
        } else if (type == Timeline.class) {
            return timeline();
        } else if (type == Capturing.class) {
            return capturing();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } else if (type.isSealed()) {
            return value(choice(type));
        }
        return record(type);
    }

    /** At the depth limit takes the first choice, which has no nested value. */
    private Class<?> choice(Class<?> closed) {
        Class<?>[] choices = closed.getPermittedSubclasses();
        return depth > DEEP ? choices[0] : choices[random.nextInt(choices.length)];
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        while (true) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = absent(components[i].getAnnotatedType()) ? null : value(components[i].getGenericType());
            }
            try {
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(type.getName(), e.getCause());
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(type.getName(), e);
            }
        }
    }

    private boolean absent(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0;
    }

    private BlockSheet blocks() {
        BlockSheet blocks = new BlockSheet();
        for (int i = random.nextInt(20); i > 0; i--) {
            Kind kind = Kind.values()[random.nextInt(2)];
            Block block = blocks.row("request" + random.nextInt(3), kind).at(random.nextInt(32));
            block.sent();
            block.ended(random.nextBoolean(), random.nextLong(5_000_000_000_000L));
        }
        return blocks;
    }

    private TallySheet sheet() {
        TallySheet sheet = new TallySheet();
        for (Kind kind : Kind.values()) {
            String name = "r" + random.nextInt(3);
            var tally = random.nextBoolean() ? sheet.tally(name, kind) : sheet.journey(name, kind);
            int planned = random.nextInt(40);
            tally.addPlanned(planned);
            tally.notSent("held", random.nextInt(planned + 1));
        }
        return sheet;
    }

    private Timeline timeline() {
        Timeline timeline = new Timeline(3);
        long at = 0;
        for (int i = random.nextInt(50); i > 0; i--) {
            at += random.nextInt(900_000);
            int series = random.nextInt(3);
            timeline.sent(series, at);
            timeline.connected(series, at);
            String failure = random.nextBoolean() ? "" : Timeline.cause(500 + random.nextInt(9));
            timeline.ended(series, at, failure, (long) (50e6 * Math.exp(random.nextGaussian())));
        }
        return timeline;
    }

    private Capturing capturing() {
        Capturing capturing = new Capturing();
        int seen = random.nextInt(20) == 0 ? Capturing.MAX_VALUES + 7 : random.nextInt(5);
        for (int i = 0; i < seen; i++) {
            capturing.add(random.nextInt(1 << 20), new CapturedValue("v" + i, random.nextBoolean()));
        }
        return capturing;
    }
}
