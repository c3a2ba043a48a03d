package io.channelwise.cli;

import io.channelwise.train.Recipe;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The recipes as people read them, and as JSON. */
final class RecipeList {

    private static final Pattern LINE = Pattern.compile("(\\S.{0,67})(?:\\s|$)");

    private RecipeList() {}

    static void print(PrintWriter out) {
        for (Recipe recipe : Recipe.all()) {
            out.printf(Locale.ROOT, "%-10s%s%n", recipe.name(), recipe.purpose());
            LINE.matcher(recipe.source())
                    .results()
                    .map(MatchResult::group)
                    .forEach(line -> out.println(" ".repeat(10) + line.strip()));
        }
    }

    static String json() {
        return Json.line(Recipe.all().stream().map(RecipeList::fields).toList());
    }

    private static Map<String, String> fields(Recipe recipe) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", recipe.name());
        fields.put("purpose", recipe.purpose());
        fields.put("source", recipe.source());
        return fields;
    }
}
