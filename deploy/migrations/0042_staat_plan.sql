-- Asked with every question, in the same form: planning it anew each time took four times as long as reading it.
ALTER FUNCTION toegang.staat SET plan_cache_mode = force_generic_plan;
