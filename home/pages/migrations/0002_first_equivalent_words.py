from django.db import migrations

GROUPS = [
    "Geflüchtete, Flüchtlinge, Zugewanderte, Neuzugewanderte, Asylsuchende, Schutzsuchende",
    "Lehre, Ausbildung, Lehrstelle, Ausbildungsplatz",
    "Auszubildende, Azubi, Lehrling",
    "Firma, Betrieb, Unternehmen",
    "Arbeit, Job, Beschäftigung, Arbeitsplatz",
    "Arbeitsagentur, Arbeitsamt, Arbeitsvermittlung",
    "Amt, Behörde, Verwaltung",
    "Deutschkurs, Sprachkurs, Integrationskurs, Deutschunterricht",
    "Ehrenamt, Freiwillige, Engagement, Ehrenamtliche",
    "Pate, Mentor, Lotse, Begleiter, Tandem",
    "Fußball, Kicken, Bolzen",
    "Schwimmen, Schwimmkurs, Schwimmbad",
    "Pflege, Altenpflege, Krankenpflege, Pflegekraft",
    "Krankenhaus, Klinik, Klinikum, Hospital",
    "Arzt, Mediziner, Ärztin",
    "Universität, Uni, Hochschule, Studium, Fachhochschule",
    "Praktikum, Hospitation, Schnuppern, Praxisphase",
    "Gründung, Selbstständigkeit, Existenzgründung",
    "Beratung, Sprechstunde, Anlaufstelle, Beratungsstelle",
    "Handwerk, Gewerk, Handwerksbetrieb",
    "Tischler, Schreiner",
    "Metzger, Fleischer, Schlachter",
    "Gastronomie, Restaurant, Küche, Gaststätte, Gasthaus",
    "Anerkennung, Zeugnisanerkennung, Berufsanerkennung",
    "Qualifizierung, Weiterbildung, Fortbildung, Schulung",
    "Zeitung, Redaktion, Journalismus, Presse",
    "Musik, Chor, Orchester, Konzert",
    "Garten, Gartenbau, Landschaftsbau, Galabau",
    "Möbel, Gebrauchtmöbel, Möbellager",
    "Treff, Begegnung, Café, Treffpunkt",
    "Netzwerk, Bündnis, Allianz",
    "Mädchen, Frauen, Mütter",
]


def add(apps, schema_editor):
    model = apps.get_model("home", "EquivalentWords")
    model.objects.bulk_create([model(words=words) for words in GROUPS])


def remove(apps, schema_editor):
    apps.get_model("home", "EquivalentWords").objects.filter(words__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
