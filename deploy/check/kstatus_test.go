package check

import (
	"testing"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	upstream "sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

// What "wait: true" of Flux and "helm install --wait" wait for: Current goes on, Failed fails, InProgress waits.
var kstatus = map[string]status.Status{
	"unseen":                     status.InProgressStatus,
	"refused":                    status.FailedStatus,
	"queued":                     status.InProgressStatus,
	"suspended-before-the-start": status.InProgressStatus,
	"claimed":                    status.InProgressStatus,
	"workers-not-ready":          status.InProgressStatus,
	"running":                    status.InProgressStatus,
	"changed-while-running":      status.InProgressStatus,
	"suspended":                  status.InProgressStatus,
	"draining":                   status.InProgressStatus,
	"not-taken-over":             status.InProgressStatus,
	"passed":                     status.CurrentStatus,
	"failed":                     status.FailedStatus,
	"invalid":                    status.FailedStatus,
	"error":                      status.FailedStatus,
	"aborted":                    status.FailedStatus,
	"stopped-before-the-start":   status.FailedStatus,
	"changed-after-the-end":      status.CurrentStatus,
}

func TestKstatusOfEveryState(t *testing.T) {
	sameNames(t, kstatus)
	for name, test := range statuses(t) {
		result, err := status.Compute(test)
		if err != nil {
			t.Fatal(name, err)
		}
		if result.Status != kstatus[name] {
			t.Errorf("%s is %s (%s), not %s", name, result.Status, result.Message, kstatus[name])
		}
		// The library from which that of Flux and Helm was forked: kubectl plugins and Config Sync use it.
		original, err := upstream.Compute(test)
		if err != nil {
			t.Fatal(name, err)
		}
		if original.Status.String() != result.Status.String() {
			t.Errorf("%s is %s to sigs.k8s.io/cli-utils, but %s to Flux", name, original.Status, result.Status)
		}
	}
}

// Flux reports the message of a failed step.
func TestKstatusTellsWhy(t *testing.T) {
	for _, name := range []string{"refused", "failed", "aborted"} {
		result, err := status.Compute(statuses(t)[name])
		if err != nil {
			t.Fatal(err)
		}
		said, _, err := unstructured.NestedString(statuses(t)[name].Object, "status", "message")
		if err != nil || said == "" || result.Message != said {
			t.Errorf("of %s kstatus says %q, the status %q", name, result.Message, said)
		}
	}
}

// Without its default status a LoadTest that no operator has seen would pass every gate.
func TestStatusDefault(t *testing.T) {
	crd := loadCRD(t)
	created := statuses(t)["unseen"].DeepCopy()
	unstructured.RemoveNestedField(created.Object, "status")
	if result, err := status.Compute(created); err != nil || result.Status != status.CurrentStatus {
		t.Fatalf("kstatus no longer takes an object without a status for Current: %v, %v", result, err)
	}
	crd.admit(t, created, nil)
	if result, err := status.Compute(created); err != nil || result.Status != status.InProgressStatus {
		t.Errorf("a new LoadTest is %v, %v", result, err)
	}
}
