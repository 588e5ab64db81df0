{#- ISO 3166-1 alpha-2 of a country's code or German or English name; two letters we
    do not know stay as they are, anything else is null. -#}
{% macro country_code(column) -%}
    {%- set names = {
        'DE': 'DEUTSCHLAND,GERMANY,DEU,D,BRD,BUNDESREPUBLIK DEUTSCHLAND',
        'AT': 'ÖSTERREICH,OESTERREICH,AUSTRIA,AUT,A',
        'CH': 'SCHWEIZ,SWITZERLAND,CHE,SUISSE,SVIZZERA',
        'LI': 'LIECHTENSTEIN,LIE,FL', 'LU': 'LUXEMBURG,LUXEMBOURG,LUX,L',
        'NL': 'NIEDERLANDE,NETHERLANDS,NLD,HOLLAND',
        'BE': 'BELGIEN,BELGIUM,BEL', 'FR': 'FRANKREICH,FRANCE,FRA,F',
        'IT': 'ITALIEN,ITALY,ITA,ITALIA', 'ES': 'SPANIEN,SPAIN,ESP',
        'PL': 'POLEN,POLAND,POL', 'DK': 'DÄNEMARK,DAENEMARK,DENMARK,DNK',
        'CZ': 'TSCHECHIEN,CZECH REPUBLIC,CZECHIA,CZE',
        'GB': 'GROSSBRITANNIEN,UNITED KINGDOM,GBR,UK,ENGLAND,VEREINIGTES KÖNIGREICH',
        'IE': 'IRLAND,IRELAND,IRL,EIRE', 'SE': 'SCHWEDEN,SWEDEN,SWE',
        'NO': 'NORWEGEN,NORWAY,NOR', 'FI': 'FINNLAND,FINLAND,FIN',
        'PT': 'PORTUGAL,PRT', 'US': 'USA,UNITED STATES,VEREINIGTE STAATEN',
    } -%}
    case upper(trim({{ column }}))
        {%- for code, known in names.items() %}{% for name in known.split(',') %}
        when '{{ name }}' then '{{ code }}'
        {%- endfor %}{% endfor %}
        else {{ regexp_group('upper(trim(' ~ column ~ '))', '^([A-Z]{2})$', 1) }}
    end
{%- endmacro %}
