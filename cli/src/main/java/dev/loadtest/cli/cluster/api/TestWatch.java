package dev.loadtest.cli.cluster.api;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * A watch of one LoadTest that outlives its connection: it is read again after an end of the stream, an expired resource
 * version (410), or while the API server is away, at growing intervals of up to half a minute.
 */
public final class TestWatch implements AutoCloseable {
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Hears of the LoadTest, on a thread of the watch; one call at a time. */
    public interface Listener {
        /** Its current state; states in between may be missing. */
        void seen(ObservedTest test);

        /** It was deleted. */
        void gone();

        /** The API server cannot be asked now, for a reason in words; it is asked again. */
        void trouble(String why);
    }

    private TestWatch(SharedIndexInformer<GenericKubernetesResource> informer) {
        this.informer = informer;
    }

    static TestWatch start(Resource<GenericKubernetesResource> test, Listener listener) {
        SharedIndexInformer<GenericKubernetesResource> informer = test.runnableInformer(0);
        informer.addEventHandler(new Events(listener)).exceptionHandler((started, failure) -> {
            listener.trouble(ApiFailure.said(failure));
            return true;
        });
        informer.start();
        return new TestWatch(informer);
    }

    private record Events(Listener listener) implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            ObservedTest test;
            try {
                test = new ObservedTest(object);
            } catch (IllegalArgumentException e) {
                listener.trouble("its status cannot be read: " + e.getMessage());
                return;
            }
            listener.seen(test);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            onAdd(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean lastStateUnknown) {
            listener.gone();
        }
    }

    @Override
    public void close() {
        informer.stop();
    }
}
