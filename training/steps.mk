# The steps of `make train`. A finished step is not repeated, one that was interrupted continues from
# its last checkpoint, and `make -j2 train` uses two cores.

STEP = $(TRAIN_VENV)/bin/python -m training
# STEPS=3 runs every step with very few iterations.
FEW = $(if $(STEPS),--steps $(STEPS))

# The labelled questions and every fifth of the others are for the encoder too, the rest only for the tower.
$(TRAINED)/questions.jsonl: | $(TRAIN)
	@echo "==> Picking unlabelled questions"
	@mkdir -p $(TRAINED)
	@$(STEP).unlabelled --data "$(DATA)" --articles "$(DATA)/articles/news_2000.jsonl" --count 100000 --to $@

$(TRAINED)/questions_few.jsonl: $(TRAINED)/questions.jsonl
	@awk '!/"gold": -1/ || NR % 5 == 0' $< > $@

$(TRAINED)/questions_more.jsonl: $(TRAINED)/questions.jsonl
	@awk '/"gold": -1/ && NR % 5' $< > $@

$(TRAINED)/teacher/final.pt: | $(TRAIN)
	@echo "==> Training the teacher"
	@$(STEP).teacher train --data "$(DATA)" --base $(TRAINED)/base --out $(@D) $(FEW)

$(TRAINED)/taught_%.jsonl: $(TRAINED)/teacher/final.pt $(TRAINED)/questions_%.jsonl
	@echo "==> Asking the teacher: $(@F)"
	@$(STEP).teacher label --one-way --base $(TRAINED)/base --teacher $< --questions $(TRAINED)/questions_$*.jsonl --to $@

$(TRAINED)/first/final.pt: | $(TRAIN)
	@echo "==> Training the encoder on gold labels"
	@$(STEP).joint --data "$(DATA)" --out $(@D) $(FEW)

SECOND := $(TRAINED)/second1/final.pt $(TRAINED)/second2/final.pt
$(SECOND): $(TRAINED)/second%/final.pt: $(TRAINED)/first/final.pt $(TRAINED)/taught_few.jsonl
	@echo "==> Training the encoder on the teacher's answers, seed $*"
	@$(STEP).joint --data "$(DATA)" --out $(@D) --seed $* --rate 8e-5 --start $< --taught $(TRAINED)/taught_few.jsonl $(FEW)

# The tower reads the frozen embeddings alone, so it need not wait for the encoder.
TAUGHT := $(TRAINED)/taught_few.jsonl $(TRAINED)/taught_more.jsonl
$(TRAINED)/tower/final.pt: $(TRAINED)/first/final.pt $(TAUGHT)
	@echo "==> Training the tower"
	@$(STEP).joint --tower-only --data "$(DATA)" --out $(@D) --rate 1.2e-4 --start $< --taught $(TAUGHT) $(FEW)

$(TRAINED)/whole.pt: $(SECOND) $(TRAINED)/tower/final.pt
	@$(STEP).average --checkpoint $(SECOND) --tower $(TRAINED)/tower/final.pt --to $@

$(TRAINED)/unread/model.json: $(TRAINED)/whole.pt
	@echo "==> Exporting, quantising and calibrating into $(@D)"
	@$(STEP).export --data "$(DATA)" --checkpoint $< --e5 $(TRAINED)/first/e5 --cache $(TRAINED)/texts --to $(@D).partial
	@rm -rf $(@D)
	@mv $(@D).partial $(@D)

$(TRAINED)/reader/final.pt: $(TRAINED)/unread/model.json
	@echo "==> Training the tower to read stances"
	@$(STEP).stance_reader --data "$(DATA)" --weights $(TRAINED)/unread --out $(@D) --processes 2 --composed 9000 $(FEW)

$(TRAINED)/unverified/model.json: $(TRAINED)/reader/final.pt
	@echo "==> Exporting the reader into $(@D)"
	@$(STEP).stance_reader.export --data "$(DATA)" --checkpoint $< --weights $(TRAINED)/unread --to $(@D).partial
	@rm -rf $(@D)
	@mv $(@D).partial $(@D)

$(TRAINED)/verifier/final.pt: $(TRAINED)/unverified/model.json
	@echo "==> Training the verifier on what the reader finds"
	@$(STEP).stance_verifier --data "$(DATA)" --weights $(TRAINED)/unverified --out $(@D) $(FEW)

$(TRAINED)/weights/model.json: $(TRAINED)/verifier/final.pt
	@echo "==> Exporting the verifier, and fitting the confidence of stances, into $(@D)"
	@$(STEP).stance_verifier.export --checkpoint $< --weights $(TRAINED)/unverified --to $(@D).partial
	@$(STEP).stance_confidence --data "$(DATA)" --weights $(@D).partial
	@rm -rf $(@D)
	@mv $(@D).partial $(@D)
