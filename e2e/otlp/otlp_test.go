// Package otlp reads the operator's export of metrics with the receiver of the OpenTelemetry Collector.
package otlp

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

// The request that OtlpIT compares with what the exporter writes.
const golden = "../../control/src/test/resources/otlp-request.json"

// received sends a body to a collector's receiver, and returns what its pipeline gets.
func received(t *testing.T, body []byte) (int, []pmetric.Metrics) {
	t.Helper()
	// A socket in a folder of the test's own cannot be taken by another process, as a free port can.
	socket := filepath.Join(t.TempDir(), "otlp")
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig()
	settings := confmap.NewFromStringMap(map[string]any{
		"protocols": map[string]any{"http": map[string]any{"endpoint": socket, "transport": "unix"}},
	})
	if err := settings.Unmarshal(config); err != nil {
		t.Fatal(err)
	}
	sink := new(consumertest.MetricsSink)
	ctx := context.Background()
	receiver, err := factory.CreateMetrics(ctx, receivertest.NewNopSettings(factory.Type()), config, sink)
	if err != nil {
		t.Fatal(err)
	}
	if err := receiver.Start(ctx, componenttest.NewNopHost()); err != nil {
		t.Fatal(err)
	}
	defer receiver.Shutdown(ctx)
	client := http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", socket)
		},
	}}
	defer client.CloseIdleConnections()
	response, err := client.Post("http://collector/v1/metrics", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode, sink.AllMetrics()
}

func TestCollectorReadsTheExport(t *testing.T) {
	body, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	status, all := received(t, body)
	if status != 200 || len(all) != 1 {
		t.Fatalf("status %d, %d requests", status, len(all))
	}
	resource := all[0].ResourceMetrics().At(0)
	if name, _ := resource.Resource().Attributes().Get("service.name"); name.Str() != "test" {
		t.Errorf("service.name is %q", name.Str())
	}
	byName := map[string]pmetric.Metric{}
	metrics := resource.ScopeMetrics().At(0).Metrics()
	for i := range metrics.Len() {
		byName[metrics.At(i).Name()] = metrics.At(i)
	}
	requests := byName["test_requests"].Sum()
	if !requests.IsMonotonic() || requests.AggregationTemporality() != pmetric.AggregationTemporalityCumulative {
		t.Error("test_requests is no cumulative counter")
	}
	sum := 0.0
	for i := range requests.DataPoints().Len() {
		sum += requests.DataPoints().At(i).DoubleValue()
	}
	if sum != 9 {
		t.Errorf("test_requests are %v", sum)
	}
	if level := byName["test_level"].Gauge().DataPoints().At(0).DoubleValue(); level != 0.5 {
		t.Errorf("test_level is %v", level)
	}
	if delays := byName["test_delay_seconds"].Summary().DataPoints().At(0).Count(); delays != 4 {
		t.Errorf("test_delay_seconds are %v", delays)
	}
	times := byName["test_time_seconds"].ExponentialHistogram().DataPoints().At(0)
	if times.Count() != 5 || times.Scale() != 5 || times.ZeroCount() != 1 || times.Positive().Offset() != -1 {
		t.Errorf("test_time_seconds has count %d, scale %d, zeros %d, offset %d",
			times.Count(), times.Scale(), times.ZeroCount(), times.Positive().Offset())
	}
	total := times.ZeroCount()
	for _, count := range times.Positive().BucketCounts().AsRaw() {
		total += count
	}
	if total != times.Count() {
		t.Errorf("the buckets of test_time_seconds add up to %d", total)
	}
}

// A collector that accepted anything would prove nothing.
func TestCollectorRefusesOtherTypes(t *testing.T) {
	body := []byte(`{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"x","sum":{"dataPoints":{}}}]}]}]}`)
	if status, all := received(t, body); status == 200 || len(all) != 0 {
		t.Errorf("status %d, %d requests", status, len(all))
	}
}
